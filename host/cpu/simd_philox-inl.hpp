// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// Compiled once for each instruction set by simd.cpp; so no include guard.
#include <hwy/highway.h>

#include "cuda/philox.hpp"

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Wide = hn::ScalableTag<std::uint64_t>;
using Words = hn::ScalableTag<std::uint32_t>;
using WideVector = hn::Vec<Wide>;

/// The ten round keys, each word broadcast-ready in the low half of 64 bits.
struct RoundKeys {
  std::uint64_t first[PhiloxConstants::rounds];
  std::uint64_t second[PhiloxConstants::rounds];

  explicit RoundKeys(std::uint64_t seed) {
    auto low = static_cast<std::uint32_t>(seed);
    auto high = static_cast<std::uint32_t>(seed >> 32);
    for (int round = 0; round < PhiloxConstants::rounds; ++round) {
      first[round] = low;
      second[round] = high;
      low += PhiloxConstants::weyl_0;
      high += PhiloxConstants::weyl_1;
    }
  }
};

/// One counter a 64-bit lane. Only low halves count: a 32x32-bit multiply
/// ignores the high half of its lanes, so products are fed on unmasked.
struct Counters {
  WideVector a, b, c, d;
};

HWY_INLINE WideVector MultiplyLow(WideVector x, WideVector y) {
  const Words words;
  return hn::MulEven(hn::BitCast(words, x), hn::BitCast(words, y));
}

/// High halves to low, low to high: a shuffle, as shifts share the multiplier's port.
HWY_INLINE WideVector SwapHalves(WideVector x) {
  return hn::BitCast(Wide(), hn::Shuffle2301(hn::BitCast(Words(), x)));
}

HWY_INLINE void Round(Counters& x, WideVector key_first, WideVector key_second) {
  const Wide d;
  const auto product_0 = MultiplyLow(x.a, hn::Set(d, PhiloxConstants::multiplier_0));
  const auto product_1 = MultiplyLow(x.c, hn::Set(d, PhiloxConstants::multiplier_1));
  x.a = hn::Xor3(SwapHalves(product_1), x.b, key_first);
  x.b = product_1;
  x.c = hn::Xor3(SwapHalves(product_0), x.d, key_second);
  x.d = product_0;
}

/// Lane i of the counters holds block (i/2) + (i odd ? lanes/2 : 0) of the vector,
/// so that interleaving 64-bit halves puts the blocks into order.
HWY_INLINE WideVector LaneOrder() {
  const Wide d;
  const std::size_t lanes = hn::Lanes(d);
  HWY_ALIGN std::uint64_t order[HWY_MAX_BYTES / sizeof(std::uint64_t)];
  for (std::size_t i = 0; i < lanes; ++i) order[i] = i / 2 + (i % 2) * (lanes / 2);
  return hn::Load(d, order);
}

// Vectors in flight: a round's latency is about 8 cycles and a vector's share of
// the ports 3, so 4 hide it; 16 registers (below AVX-512) hold two.
#if HWY_TARGET <= HWY_AVX3
inline constexpr int kInFlight = 4;
#else
inline constexpr int kInFlight = 2;
#endif

template <int kVectors>
HWY_INLINE void Finish(Counters (&x)[kVectors], const RoundKeys& keys) {
  const Wide d;
  for (int round = 0; round < PhiloxConstants::rounds; ++round) {
    const auto first = hn::Set(d, keys.first[round]);
    const auto second = hn::Set(d, keys.second[round]);
    for (int v = 0; v < kVectors; ++v) Round(x[v], first, second);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
