// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// simd.cpp compiles this file once for each instruction set, so it has no include guard.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Adds a and b to the bits of `sum`, each bit by itself. Returns the carries.
template <class V>
HWY_INLINE V AddBits(V& sum, V a, V b) {
#if HWY_TARGET <= HWY_AVX3
  constexpr int kMajority = 0xe8;
  V carry = a;
  carry.raw = _mm512_ternarylogic_epi64(sum.raw, a.raw, b.raw, kMajority);
  sum = hn::Xor3(sum, a, b);
  return carry;
#else
  const V differ = hn::Xor(sum, a);
  const V carry = hn::Or(hn::And(sum, a), hn::And(differ, b));
  sum = hn::Xor(differ, b);
  return carry;
#endif
}

/// Adds 2^kLevel vectors of words to `sums`, whose k-th vector counts bits that are worth 2^k.
/// Returns the carries, which are worth 2^kLevel.
template <int kLevel, class V>
HWY_INLINE V Carries(const std::uint32_t* HWY_RESTRICT words, V* sums) {
  const hn::ScalableTag<std::uint32_t> d;
  if constexpr (kLevel == 0) {
    return hn::LoadU(d, words);
  } else {
    const V first = Carries<kLevel - 1>(words, sums);
    const V second = Carries<kLevel - 1>(words + (hn::Lanes(d) << (kLevel - 1)), sums);
    return AddBits(sums[kLevel - 1], first, second);
  }
}

/// A sum over all bits of `words`, in which the weight of a bit depends on its place in a vector.
/// sums.Add<s>(x) adds the bits of x times 2^s. A tree of carry-save adders (Harley and Seal)
/// passes one vector to Add for every 16 vectors of words, so Add may be slow. `sums` is passed
/// and returned by value, because a reference would keep its sums in memory.
template <class Sums>
HWY_INLINE Sums AddUp(const std::uint32_t* HWY_RESTRICT words, std::size_t count, Sums sums) {
  const hn::ScalableTag<std::uint32_t> d;
  constexpr int kLevels = 4;
  const std::size_t at_once = hn::Lanes(d) << kLevels;
  std::size_t i = 0;
  if (count >= at_once) {
    hn::Vec<decltype(d)> bits[kLevels];
    for (auto& vector : bits) vector = hn::Zero(d);
    for (; i + at_once <= count; i += at_once) {
      sums.template Add<kLevels>(Carries<kLevels>(words + i, bits));
    }
    sums.template Add<3>(bits[3]);
    sums.template Add<2>(bits[2]);
    sums.template Add<1>(bits[1]);
    sums.template Add<0>(bits[0]);
  }
  for (; i < count; i += hn::Lanes(d)) sums.template Add<0>(hn::LoadU(d, words + i));
  return sums;
}

/// For AddUp: counts the bits set, or those of them that are in a mask.
class SetBits {
 public:
  explicit HWY_INLINE SetBits(std::uint32_t mask = ~std::uint32_t{0})
      : mask_(hn::Set(Words32(), mask)), total_(hn::Zero(Wide64())) {}
  template <int kShift, class V>
  HWY_INLINE void Add(V x) {
    const auto ones = hn::PopulationCount(hn::BitCast(Wide64(), hn::And(x, mask_)));
    total_ = hn::Add(total_, hn::ShiftLeft<kShift>(ones));
  }
  HWY_INLINE std::uint64_t Finish() const { return Total(total_); }

 private:
  using Words32 = hn::ScalableTag<std::uint32_t>;
  using Wide64 = hn::ScalableTag<std::uint64_t>;
  hn::Vec<Words32> mask_;
  hn::Vec<Wide64> total_;
};

/// For AddUp: computes two sums of the same words.
template <class First, class Second>
struct Both {
  First first;
  Second second;

  template <int kShift, class V>
  HWY_INLINE void Add(V x) {
    first.template Add<kShift>(x);
    second.template Add<kShift>(x);
  }
};

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
