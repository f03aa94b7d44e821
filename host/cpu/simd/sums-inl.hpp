// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// simd.cpp compiles this file once for each instruction set, so it has no include guard.

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Sum of the lanes of a vector of 64-bit counters.
template <class V>
HWY_INLINE std::uint64_t Total(V v) {
  const hn::ScalableTag<std::uint64_t> d;
  HWY_ALIGN std::uint64_t lanes[HWY_MAX_BYTES / sizeof(std::uint64_t)];
  hn::Store(v, d, lanes);
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < hn::Lanes(d); ++i) total += lanes[i];
  return total;
}

#if HWY_TARGET == HWY_AVX3_DL
/// Adds four products of an unsigned and a signed byte to each 32-bit lane (VNNI). This is
/// assembly because Highway 1.0 targets that instruction set without telling the compiler.
HWY_INLINE __m512i AddByteProducts(__m512i sum, __m512i bytes, __m512i factors) {
  asm("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(bytes), "v"(factors));
  return sum;
}
#endif

/// Adds levels, held in bytes or in halves.
template <class T>
class LevelSum {
 public:
  HWY_INLINE LevelSum() : all_(hn::Zero(Lane())), high_(hn::Zero(Lane())) {}
  /// Adds the levels times 2^shift.
  template <int kShift>
  HWY_INLINE void Add(hn::Vec<hn::ScalableTag<T>> x) {
    const hn::ScalableTag<T> d;
    const hn::Repartition<std::uint8_t, decltype(d)> bytes;
#if HWY_TARGET == HWY_AVX3_DL
    // The factors choose the bytes that are added. A lane has room for 2^31/1020 additions at
    // shift 0, which is more than a chunk makes.
    constexpr std::uint32_t kFactor = 1u << kShift;
    const auto even = hn::BitCast(bytes, hn::Set(d, static_cast<T>(kFactor)));
    all_.raw = AddByteProducts(all_.raw, x.raw, even.raw);
    if (sizeof(T) == 2) {
      const auto odd = hn::BitCast(bytes, hn::Set(d, static_cast<T>(kFactor << 8)));
      high_.raw = AddByteProducts(high_.raw, x.raw, odd.raw);
    }
#else
    if (sizeof(T) == 1) {
      all_ = hn::Add(all_, hn::ShiftLeft<kShift>(hn::SumsOf8(hn::BitCast(bytes, x))));
    } else {
      const auto low = hn::And(x, hn::Set(d, static_cast<T>(0xff)));
      const auto high = hn::Xor(x, low);
      all_ = hn::Add(all_, hn::ShiftLeft<kShift>(hn::SumsOf8(hn::BitCast(bytes, low))));
      high_ = hn::Add(high_, hn::ShiftLeft<kShift>(hn::SumsOf8(hn::BitCast(bytes, high))));
    }
#endif
  }
  HWY_INLINE std::uint64_t Finish() const {
    constexpr std::uint64_t high_byte = 256;
    return Sum(all_) + (sizeof(T) == 2 ? high_byte * Sum(high_) : 0);
  }

 private:
#if HWY_TARGET == HWY_AVX3_DL
  using Lane = hn::ScalableTag<std::int32_t>;
  static HWY_INLINE std::uint64_t Sum(hn::Vec<Lane> v) {
    const hn::ScalableTag<std::uint64_t> wide;
    const auto x = hn::BitCast(wide, v);
    const auto low = hn::And(x, hn::Set(wide, std::uint64_t{0xffffffff}));
    return Total(hn::Add(low, hn::ShiftRight<32>(x)));
  }
#else
  using Lane = hn::ScalableTag<std::uint64_t>;
  static HWY_INLINE std::uint64_t Sum(hn::Vec<Lane> v) { return Total(v); }
#endif
  hn::Vec<Lane> all_;
  hn::Vec<Lane> high_;
};

/// Counts lanes that satisfy a predicate within the lanes themselves. The caller must flush at
/// least every 255 additions, which is the largest count of a byte.
template <class T>
class Hits {
 public:
  HWY_INLINE Hits()
      : hits_(hn::Zero(hn::ScalableTag<T>())), total_(hn::Zero(hn::ScalableTag<std::uint64_t>())) {}
  template <class Mask>
  HWY_INLINE void Add(Mask mask) {
    const hn::ScalableTag<T> d;
#if HWY_TARGET <= HWY_AVX3
    hits_ = hn::IfThenElse(mask, hn::Add(hits_, hn::Set(d, T{1})), hits_);
#else
    hits_ = hn::Sub(hits_, hn::VecFromMask(d, mask));
#endif
  }
  HWY_INLINE void Flush() {
    const hn::Repartition<std::uint8_t, hn::ScalableTag<T>> bytes;
    total_ = hn::Add(total_, hn::SumsOf8(hn::BitCast(bytes, hits_)));
    hits_ = hn::Zero(hn::ScalableTag<T>());
  }
  HWY_INLINE std::uint64_t Finish() const { return Total(total_); }

 private:
  hn::Vec<hn::ScalableTag<T>> hits_;
  hn::Vec<hn::ScalableTag<std::uint64_t>> total_;
};

inline constexpr std::size_t kMostHits = 255;

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
