// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// Compiled once for each instruction set by simd.cpp; so no include guard.

#include <hwy/highway.h>

#include "host/cpu/simd.hpp"

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

const char* TargetName() { return hwy::TargetName(HWY_TARGET); }

/// Unpacks words and shows every vector of levels to visitors, in turn, so that
/// their sums do not wait for one another; each is flushed often enough for Hits.
/// Visitors go in and out by value: references would keep their sums in memory.
/// Returns how many lanes were shown.
template <std::uint32_t B, class Visitor>
HWY_INLINE std::size_t EachVector(const std::uint32_t* HWY_RESTRICT words, std::size_t count,
                                  Visitor& first, Visitor& second) {
  const hn::ScalableTag<std::uint32_t> d;
  using Unpacked = Unpack<B>;
  const std::size_t lanes = hn::Lanes(d);
  constexpr std::size_t kBetween = kMostHits / Unpacked::kVectors / 2 * 2;
  Visitor even = first;
  Visitor odd = second;
  for (std::size_t i = 0; i < count;) {
    const std::size_t end = HWY_MIN(count, i + kBetween * lanes);
    for (; i + 2 * lanes <= end; i += 2 * lanes) {
      even = Unpacked::Each(hn::LoadU(d, words + i), even);
      odd = Unpacked::Each(hn::LoadU(d, words + i + lanes), odd);
    }
    for (; i < end; i += lanes) even = Unpacked::Each(hn::LoadU(d, words + i), even);
    even.Flush();
    odd.Flush();
  }
  first = even;
  second = odd;
  return count * sizeof(std::uint32_t) / sizeof(typename Unpacked::Level) * Unpacked::kVectors;
}

/// The same for one visitor that has nothing to flush.
template <std::uint32_t B, class Visitor>
HWY_INLINE void EachWith(const std::uint32_t* HWY_RESTRICT words, std::size_t count,
                         Visitor& visitor) {
  const hn::ScalableTag<std::uint32_t> d;
  Visitor one = visitor;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    one = Unpack<B>::Each(hn::LoadU(d, words + i), one);
  }
  visitor = one;
}

template <class T, bool kUpperHalf>
struct SumVisitor {
  LevelSum<T> sum;
  Hits<T> upper;
  T below;  ///< q/2 - 1

  explicit HWY_INLINE SumVisitor(T last_lower) : sum(), upper(), below(last_lower) {}
  HWY_INLINE void Visit(hn::Vec<hn::ScalableTag<T>> x) {
    sum.Add(x);
    if (kUpperHalf) upper.Add(hn::Gt(x, hn::Set(hn::ScalableTag<T>(), below)));
  }
  HWY_INLINE void Flush() {
    if (kUpperHalf) upper.Flush();
  }
};

template <std::uint32_t B, bool kUpperHalf>
LevelTotals SumUpTo(const std::uint32_t* words, std::size_t count) {
  using T = typename Unpack<B>::Level;
  constexpr auto kLastLower = static_cast<T>((1u << (B - 1)) - 1);
  SumVisitor<T, kUpperHalf> first(kLastLower);
  SumVisitor<T, kUpperHalf> second(kLastLower);
  LevelTotals totals;
  totals.lanes = EachVector<B>(words, count, first, second);
  totals.sum = first.sum.Finish() + second.sum.Finish();
  if (kUpperHalf) totals.upper_half = first.upper.Finish() + second.upper.Finish();
  return totals;
}

#if HWY_TARGET == HWY_AVX3_DL
/// At b = 4 a byte is 16 times one level plus another: its sum and that of the low
/// levels give both without unpacking.
struct NibbleVisitor {
  LevelSum<std::uint8_t> bytes, low;

  HWY_INLINE NibbleVisitor() : bytes(), low() {}
  HWY_INLINE void Visit(hn::Vec<hn::ScalableTag<std::uint8_t>> x) {
    bytes.Add(x);
    low.Add(hn::And(x, hn::Set(hn::ScalableTag<std::uint8_t>(), std::uint8_t{0x0f})));
  }
  HWY_INLINE void Flush() {}
};

LevelTotals SumNibbles(const std::uint32_t* words, std::size_t count) {
  NibbleVisitor even, odd;
  const std::size_t bytes = EachVector<8>(words, count, even, odd);
  const std::uint64_t low = even.low.Finish() + odd.low.Finish();
  const std::uint64_t high = (even.bytes.Finish() + odd.bytes.Finish() - low) / 16;
  return {2 * bytes, low + high, 0};
}
#endif

template <std::uint32_t B>
LevelTotals SumUp(const std::uint32_t* words, std::size_t count, bool upper_half) {
#if HWY_TARGET == HWY_AVX3_DL
  if (B == 4 && !upper_half) return SumNibbles(words, count);
#endif
  return upper_half ? SumUpTo<B, true>(words, count) : SumUpTo<B, false>(words, count);
}

template <class T>
struct CountVisitor {
  Hits<T> first, second;
  T first_level, second_level;

  explicit HWY_INLINE CountVisitor(const std::uint16_t* levels)
      : first(),
        second(),
        first_level(static_cast<T>(levels[0])),
        second_level(static_cast<T>(levels[1])) {}
  HWY_INLINE void Visit(hn::Vec<hn::ScalableTag<T>> x) {
    const hn::ScalableTag<T> d;
    first.Add(hn::Eq(x, hn::Set(d, first_level)));
    second.Add(hn::Eq(x, hn::Set(d, second_level)));
  }
  HWY_INLINE void Flush() {
    first.Flush();
    second.Flush();
  }
};

template <std::uint32_t B>
void CountTwo(const std::uint32_t* words, std::size_t count, const std::uint16_t* levels,
              std::uint64_t* counts) {
  CountVisitor<typename Unpack<B>::Level> even(levels);
  CountVisitor<typename Unpack<B>::Level> odd(levels);
  EachVector<B>(words, count, even, odd);
  counts[0] = even.first.Finish() + odd.first.Finish();
  counts[1] = even.second.Finish() + odd.second.Finish();
}

/// Copies out the levels outside first..last, told from x - first, which wraps;
/// and, where kMiddle, those in the middle window.
template <bool kMiddle>
struct CollectVisitor {
  Windows16 windows;
  std::uint16_t* out;

  HWY_INLINE void Visit(hn::Vec<hn::ScalableTag<std::uint16_t>> x) {
    const hn::ScalableTag<std::uint16_t> d;
    const auto gap = static_cast<std::uint16_t>(windows.last_inner - windows.first_inner);
    auto wanted = hn::Gt(hn::Sub(x, hn::Set(d, windows.first_inner)), hn::Set(d, gap));
    if (kMiddle) {
      const auto size = static_cast<std::uint16_t>(windows.middle_end - windows.middle_begin);
      wanted =
          hn::Or(wanted, hn::Lt(hn::Sub(x, hn::Set(d, windows.middle_begin)), hn::Set(d, size)));
    }
    if (HWY_UNLIKELY(!hn::AllFalse(d, wanted))) out += hn::CompressStore(x, wanted, d, out);
  }
  HWY_INLINE void Flush() {}
};

template <std::uint32_t B>
std::size_t Collect(const std::uint32_t* words, std::size_t count, const Windows16& windows,
                    std::uint16_t* out) {
  if constexpr (sizeof(typename Unpack<B>::Level) == sizeof(std::uint16_t)) {
    // One place to write to, so one visitor.
    if (windows.middle_begin == windows.middle_end) {
      CollectVisitor<false> visitor{windows, out};
      EachWith<B>(words, count, visitor);
      return static_cast<std::size_t>(visitor.out - out);
    }
    CollectVisitor<true> visitor{windows, out};
    EachWith<B>(words, count, visitor);
    return static_cast<std::size_t>(visitor.out - out);
  } else {
    (void)words, (void)count, (void)windows, (void)out;
    return 0;
  }
}

template <class T>
struct StoreVisitor {
  T* out;

  HWY_INLINE void Visit(hn::Vec<hn::ScalableTag<T>> x) {
    const hn::ScalableTag<T> d;
    hn::StoreU(x, d, out);
    out += hn::Lanes(d);
  }
};

template <std::uint32_t B>
std::size_t Expand(const std::uint32_t* words, std::size_t count, void* out) {
  using T = typename Unpack<B>::Level;
  StoreVisitor<T> visitor{static_cast<T*>(out)};
  EachWith<B>(words, count, visitor);
  return static_cast<std::size_t>(visitor.out - static_cast<T*>(out));
}

#define BRINK_SIMD_DEPTHS(function)                                                             \
  {                                                                                             \
    nullptr, nullptr, nullptr, function<3>, function<4>, function<5>, function<6>, function<7>, \
        function<8>, function<9>, function<10>, function<11>, function<12>, function<13>,       \
        function<14>, function<15>, function<16>                                                \
  }

LevelTotals SumLevels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                      bool upper_half) {
  static constexpr decltype(&SumUp<8>) kDepths[] = BRINK_SIMD_DEPTHS(SumUp);
  return kDepths[b](words, count, upper_half);
}
void CountLevels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                 const std::uint16_t* levels, std::uint64_t* counts) {
  static constexpr decltype(&CountTwo<8>) kDepths[] = BRINK_SIMD_DEPTHS(CountTwo);
  kDepths[b](words, count, levels, counts);
}
std::size_t CollectLevels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                          const Windows16& windows, std::uint16_t* out) {
  static constexpr decltype(&Collect<8>) kDepths[] = BRINK_SIMD_DEPTHS(Collect);
  return kDepths[b](words, count, windows, out);
}
std::size_t ExpandLevels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                         void* out) {
  static constexpr decltype(&Expand<8>) kDepths[] = BRINK_SIMD_DEPTHS(Expand);
  return b == 2 ? Expand<2>(words, count, out) : kDepths[b](words, count, out);
}

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
