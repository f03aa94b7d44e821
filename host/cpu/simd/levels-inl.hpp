// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// simd.cpp compiles this file once for each instruction set, so it has no include guard.

#include <hwy/highway.h>

#include "host/cpu/simd/simd.hpp"

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

const char* TargetName() { return hwy::TargetName(HWY_TARGET); }

/// Unpacks words and shows every vector of levels to one of several visitors in turn, so that
/// their sums do not wait for one another. Each visitor is flushed often enough for Hits.
/// Visitors are passed and returned by value, because references would keep their sums in memory.
template <std::uint32_t B, class Visitor>
HWY_INLINE void EachVector(const std::uint32_t* HWY_RESTRICT words, std::size_t count,
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
}

/// Does the same for one visitor that has nothing to flush.
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

/// For AddUp: the sum of levels of B bits.
template <std::uint32_t B>
class PackedSum {
 public:
  HWY_INLINE PackedSum() : sum_() {}
  template <int kShift, class V>
  HWY_INLINE void Add(V x) {
    sum_ = Unpack<B>::Each(x, Visitor<kShift>{sum_}).sum;
  }
  HWY_INLINE std::uint64_t Finish() const { return sum_.Finish(); }

 private:
  using T = typename Unpack<B>::Level;
  template <int kShift>
  struct Visitor {
    LevelSum<T> sum;
    HWY_INLINE void Visit(hn::Vec<hn::ScalableTag<T>> x) { sum.template Add<kShift>(x); }
  };
  LevelSum<T> sum_;
};

#if HWY_TARGET == HWY_AVX3_DL
/// The sum of whole bytes takes one instruction for each vector, fewer than carry-save adders
/// take. Several sums take turns, because each must wait for its last addition.
std::uint64_t SumBytes(const std::uint32_t* HWY_RESTRICT words, std::size_t count) {
  const hn::ScalableTag<std::uint32_t> d;
  const hn::ScalableTag<std::uint8_t> bytes;
  constexpr std::size_t kSums = 4;
  const std::size_t lanes = hn::Lanes(d);
  LevelSum<std::uint8_t> sums[kSums];
  std::size_t i = 0;
  for (; i + kSums * lanes <= count; i += kSums * lanes) {
    for (std::size_t k = 0; k < kSums; ++k) {
      sums[k].template Add<0>(hn::BitCast(bytes, hn::LoadU(d, words + i + k * lanes)));
    }
  }
  for (; i < count; i += lanes) {
    sums[0].template Add<0>(hn::BitCast(bytes, hn::LoadU(d, words + i)));
  }
  std::uint64_t total = 0;
  for (const auto& sum : sums) total += sum.Finish();
  return total;
}
#endif

template <std::uint32_t B>
std::uint64_t SumOf(const std::uint32_t* words, std::size_t count) {
#if HWY_TARGET == HWY_AVX3_DL
  if constexpr (B == 8) return SumBytes(words, count);
#endif
  return AddUp(words, count, PackedSum<B>()).Finish();
}

#if HWY_TARGET <= HWY_AVX3
/// Stores a bit for each level that says whether it is wanted. A store costs the arithmetic units
/// nothing.
template <class T, class Wanted>
struct BitVisitor {
  Wanted wanted;
  std::uint8_t* bits;

  HWY_INLINE void Visit(hn::Vec<hn::ScalableTag<T>> x) {
    bits += hn::StoreMaskBits(hn::ScalableTag<T>(), wanted(x), bits);
  }
};

/// Counts the lanes that are wanted. wanted(vector of levels) gives a mask.
template <std::uint32_t B, class Wanted>
HWY_INLINE std::uint64_t CountWanted(const std::uint32_t* words, std::size_t count, Wanted wanted) {
  using T = typename Unpack<B>::Level;
  const hn::ScalableTag<std::uint32_t> d;
  constexpr std::size_t kVectors = 256;  // vectors seen before their bits are counted
  constexpr std::size_t kWordsAtOnce = kVectors * HWY_MAX_BYTES / sizeof(std::uint32_t);
  constexpr std::size_t kBytes = kVectors * Unpack<B>::kVectors * sizeof(std::uint64_t);
  HWY_ALIGN std::uint32_t bits[(kBytes + HWY_MAX_BYTES) / sizeof(std::uint32_t)];
  std::uint64_t found = 0;
  for (std::size_t i = 0; i < count; i += kWordsAtOnce) {
    auto* const begin = reinterpret_cast<std::uint8_t*>(bits);
    BitVisitor<T, Wanted> visitor{wanted, begin};
    EachWith<B>(words + i, HWY_MIN(kWordsAtOnce, count - i), visitor);
    hn::StoreU(hn::Zero(d), d, reinterpret_cast<std::uint32_t*>(visitor.bits));
    const auto bytes = static_cast<std::size_t>(visitor.bits - begin);
    found += AddUp(bits, (bytes + 3) / sizeof(std::uint32_t), SetBits()).Finish();
  }
  return found;
}
#endif

#if HWY_TARGET <= HWY_AVX3
/// Lanes whose highest bit is set.
template <class T>
struct HighestBit {
  HWY_INLINE hn::Mask<hn::ScalableTag<T>> operator()(hn::Vec<hn::ScalableTag<T>> x) const {
    const hn::RebindToSigned<hn::ScalableTag<T>> d;
    return hn::RebindMask(hn::ScalableTag<T>(), hn::Lt(hn::BitCast(d, x), hn::Zero(d)));
  }
};
#endif

template <std::uint32_t B>
std::uint64_t UpperHalfOf(const std::uint32_t* words, std::size_t count) {
#if HWY_TARGET <= HWY_AVX3
  if constexpr (B == 8 || B == 16) {  // a level's highest bit is its lane's
    return CountWanted<B>(words, count, HighestBit<typename Unpack<B>::Level>());
  }
#endif
  return AddUp(words, count, SetBits(Unpack<B>::TopBits())).Finish();
}

template <std::uint32_t B>
LevelTotals SumUp(const std::uint32_t* words, std::size_t count, Totals wanted) {
  using Sum = PackedSum<B>;
  LevelTotals totals;
  totals.lanes = count * Unpack<B>::kLanesPerWord;
  if (wanted == Totals::both) {
    const SetBits top(Unpack<B>::TopBits());
    const auto sums = AddUp(words, count, Both<Sum, SetBits>{Sum(), top});
    totals.sum = sums.first.Finish();
    totals.upper_half = sums.second.Finish();
  } else if (wanted == Totals::sum) {
    totals.sum = SumOf<B>(words, count);
  } else {
    totals.upper_half = UpperHalfOf<B>(words, count);
  }
  return totals;
}

#if HWY_TARGET <= HWY_AVX3

template <class T>
struct EqualTo {
  hn::Vec<hn::ScalableTag<T>> level;
  HWY_INLINE hn::Mask<hn::ScalableTag<T>> operator()(hn::Vec<hn::ScalableTag<T>> x) const {
    return hn::Eq(x, level);
  }
};

template <std::uint32_t B>
std::uint64_t CountEqual(const std::uint32_t* words, std::size_t count, std::uint16_t level) {
  using T = typename Unpack<B>::Level;
  const EqualTo<T> equal{hn::Set(hn::ScalableTag<T>(), static_cast<T>(level))};
  return CountWanted<B>(words, count, equal);
}

template <std::uint32_t B>
void CountTwo(const std::uint32_t* words, std::size_t count, const std::uint16_t* levels,
              std::uint64_t* counts) {
  counts[0] = CountEqual<B>(words, count, levels[0]);
  counts[1] = levels[1] == levels[0] ? counts[0] : CountEqual<B>(words, count, levels[1]);
}

#else

template <class T, bool kTwo>
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
    if (kTwo) second.Add(hn::Eq(x, hn::Set(d, second_level)));
  }
  HWY_INLINE void Flush() {
    first.Flush();
    if (kTwo) second.Flush();
  }
};

template <std::uint32_t B, bool kTwo>
void CountEqual(const std::uint32_t* words, std::size_t count, const std::uint16_t* levels,
                std::uint64_t* counts) {
  CountVisitor<typename Unpack<B>::Level, kTwo> even(levels);
  CountVisitor<typename Unpack<B>::Level, kTwo> odd(levels);
  EachVector<B>(words, count, even, odd);
  counts[0] = even.first.Finish() + odd.first.Finish();
  counts[1] = kTwo ? even.second.Finish() + odd.second.Finish() : counts[0];
}

template <std::uint32_t B>
void CountTwo(const std::uint32_t* words, std::size_t count, const std::uint16_t* levels,
              std::uint64_t* counts) {
  if (levels[0] == levels[1]) return CountEqual<B, false>(words, count, levels, counts);
  CountEqual<B, true>(words, count, levels, counts);
}

#endif

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
                      Totals wanted) {
  static constexpr decltype(&SumUp<8>) kDepths[] = BRINK_SIMD_DEPTHS(SumUp);
  return kDepths[b](words, count, wanted);
}
void CountLevels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                 const std::uint16_t* levels, std::uint64_t* counts) {
  static constexpr decltype(&CountTwo<8>) kDepths[] = BRINK_SIMD_DEPTHS(CountTwo);
  kDepths[b](words, count, levels, counts);
}
std::size_t ExpandLevels(const std::uint32_t* words, std::size_t count, std::uint32_t b,
                         void* out) {
  static constexpr decltype(&Expand<8>) kDepths[] = BRINK_SIMD_DEPTHS(Expand);
  return b == 2 ? Expand<2>(words, count, out) : kDepths[b](words, count, out);
}

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
