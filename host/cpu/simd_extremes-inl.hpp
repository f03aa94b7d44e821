// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// Compiled once for each instruction set by simd.cpp; so no include guard.
#include <hwy/highway.h>

#include "host/cpu/simd.hpp"

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Copies the lanes of x where chosen to `out`, which has room for them all.
template <class V, class Mask>
HWY_INLINE std::size_t CopyLanes(V x, Mask chosen, std::uint32_t* HWY_RESTRICT out) {
  const hn::ScalableTag<std::uint32_t> d;
#if HWY_TARGET <= HWY_AVX3
  // Not compressed into memory: that is many times slower on some machines.
  hn::StoreU(hn::Compress(x, chosen), d, out);
  return hn::CountTrue(d, chosen);
#else
  return hn::AllFalse(d, chosen) ? 0 : hn::CompressStore(x, chosen, d, out);
#endif
}

/// Which lanes have any of the bits.
template <class V>
HWY_INLINE auto HasAnyOf(V x, V bits) {
#if HWY_TARGET <= HWY_AVX3
  return hn::TestBit(x, bits);
#else
  return hn::Not(hn::Eq(hn::And(x, bits), hn::Zero(hn::ScalableTag<std::uint32_t>())));
#endif
}

std::size_t ExtremeWords(const std::uint32_t* HWY_RESTRICT words, std::size_t count,
                         std::uint32_t b, std::uint32_t lowest, std::uint32_t highest,
                         std::uint32_t* HWY_RESTRICT out) {
  const hn::ScalableTag<std::uint32_t> d;
  std::uint32_t differences = 0;  // bit j: level's bits j and j+1 must not differ
  std::uint32_t above = 0;        // the bit above them
  for (std::uint32_t field = 0; field < 32 / b; ++field) {
    const std::uint32_t inner = (std::uint32_t{1} << highest) - (std::uint32_t{1} << lowest);
    differences |= inner << (field * b);
    above |= (std::uint32_t{1} << highest) << (field * b);
  }
  const auto difference_mask = hn::Set(d, differences);
  const auto above_mask = hn::Set(d, above);
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto x = hn::LoadU(d, words + i);
    const auto differ = hn::And(hn::Xor(x, hn::ShiftRight<1>(x)), difference_mask);
    // The bit above stays where there is nothing to subtract.
    const auto kept = hn::Sub(above_mask, differ);
    found += CopyLanes(x, HasAnyOf(kept, above_mask), out + found);
  }
  return found;
}

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
