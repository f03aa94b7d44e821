// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// simd.cpp compiles this file once for each instruction set, so it has no include guard.
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

/// One counter in each 64-bit lane. Only the low halves count: a 32x32-bit multiplication ignores
/// the high halves of its lanes, so products are used again without masking.
struct Counters {
  WideVector a, b, c, d;

  // These are written out because GCC compiles implicit ones without the instruction set (on
  // ARM).
  HWY_INLINE Counters() {}
  HWY_INLINE Counters(WideVector first, WideVector second, WideVector third, WideVector fourth)
      : a(first), b(second), c(third), d(fourth) {}
};

HWY_INLINE WideVector MultiplyLow(WideVector x, WideVector y) {
  const Words words;
  return hn::MulEven(hn::BitCast(words, x), hn::BitCast(words, y));
}

/// Exchanges high and low halves. This is a shuffle, because shifts share a port with
/// multiplications.
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

HWY_INLINE std::uint64_t XorOfLanes(WideVector x) {
  const Wide d;
  HWY_ALIGN std::uint64_t lane[HWY_MAX_BYTES / sizeof(std::uint64_t)];
  hn::Store(x, d, lane);
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < hn::Lanes(d); ++i) total ^= lane[i];
  return total;
}

/// Lane i of the counters holds block (i/2) + (i odd ? lanes/2 : 0) of the vector,
/// so that interleaving 64-bit halves puts the blocks into order.
HWY_INLINE WideVector LaneOrder() {
  const Wide d;
  const auto lane = hn::Iota(d, 0);
  const auto odd = hn::And(lane, hn::Set(d, std::uint64_t{1}));
  const auto half = hn::Set(d, std::uint64_t{hn::Lanes(d) / 2});
  return hn::Add(hn::ShiftRight<1>(lane), hn::And(hn::Sub(hn::Zero(d), odd), half));
}

// Vectors in work at once. A round has a latency of about 8 cycles and keeps the ports busy for 3
// cycles a vector, so 4 vectors hide the latency. With 16 registers (below AVX-512) two fit.
#if HWY_TARGET <= HWY_AVX3
inline constexpr int kInFlight = 6;
#else
inline constexpr int kInFlight = 2;
#endif

/// Finished blocks, one a lane: words 0 and 1, words 2 and 3, the earlier one low.
struct PhiloxBlocks {
  WideVector first, second;

  HWY_INLINE PhiloxBlocks() {}
  HWY_INLINE PhiloxBlocks(WideVector words_01, WideVector words_23)
      : first(words_01), second(words_23) {}
};

/// x ^ y ^ key in the low halves, x in the high ones.
HWY_INLINE WideVector Xor3Low(WideVector x, WideVector y, WideVector key) {
#if HWY_TARGET <= HWY_AVX3
  constexpr __mmask16 kLowHalves = 0x5555;
  constexpr int kXor3 = 0x96;
  x.raw = _mm512_mask_ternarylogic_epi32(x.raw, kLowHalves, y.raw, key.raw, kXor3);
  return x;
#else
  const Words words;
  return hn::BitCast(Wide(),
                     hn::OddEven(hn::BitCast(words, x), hn::BitCast(words, hn::Xor3(x, y, key))));
#endif
}

HWY_INLINE PhiloxBlocks LastRound(const Counters& x, WideVector key_first, WideVector key_second) {
  const Wide d;
  const auto product_0 = MultiplyLow(x.a, hn::Set(d, PhiloxConstants::multiplier_0));
  const auto product_1 = MultiplyLow(x.c, hn::Set(d, PhiloxConstants::multiplier_1));
  return {Xor3Low(SwapHalves(product_1), x.b, key_first),
          Xor3Low(SwapHalves(product_0), x.d, key_second)};
}

/// The rounds from kFirstRound on.
template <int kFirstRound, int kVectors>
HWY_INLINE void Finish(Counters (&x)[kVectors], const RoundKeys& keys,
                       PhiloxBlocks (&out)[kVectors]) {
  const Wide d;
  constexpr int kLast = PhiloxConstants::rounds - 1;
#pragma GCC unroll 1
  for (int round = kFirstRound; round < kLast; ++round) {
    const auto first = hn::Set(d, keys.first[round]);
    const auto second = hn::Set(d, keys.second[round]);
    for (int v = 0; v < kVectors; ++v) Round(x[v], first, second);
  }
  const auto first = hn::Set(d, keys.first[kLast]);
  const auto second = hn::Set(d, keys.second[kLast]);
  for (int v = 0; v < kVectors; ++v) out[v] = LastRound(x[v], first, second);
}

/// Neighbouring blocks of one stream. Their counters differ in word 0 only. Half of the first two
/// rounds is therefore the same for all blocks and is computed once, and the product of the first
/// round grows by the same amount from vector to vector.
class Neighbours {
 public:
  static constexpr int kRounds = 2;  ///< rounds that Next has already done

  HWY_INLINE Neighbours(std::uint32_t stream, const RoundKeys& keys, std::uint64_t index,
                        std::uint64_t first) {
    using C = PhiloxConstants;
    const Wide d;
    const auto high_half = [](std::uint64_t x) { return x >> 32; };
    const auto low_half = [](std::uint64_t x) { return x & 0xffffffff; };
    const std::uint64_t product_1 = C::multiplier_1 * high_half(index);
    const std::uint64_t a = high_half(product_1) ^ low_half(index) ^ keys.first[0];
    const std::uint64_t product_0 = C::multiplier_0 * a;
    c_mask_ = hn::Set(d, stream ^ keys.second[0]);
    next_a_mask_ = hn::Set(d, low_half(product_1) ^ keys.first[1]);
    next_c_mask_ = hn::Set(d, high_half(product_0) ^ keys.second[1]);
    next_d_ = hn::Set(d, low_half(product_0));
    product_ = MultiplyLow(hn::Add(hn::Set(d, first), LaneOrder()), hn::Set(d, C::multiplier_0));
    step_ = hn::Set(d, std::uint64_t{C::multiplier_0} * hn::Lanes(d));
  }

  /// The blocks of a vector after two rounds. The next call gives the blocks that follow.
  HWY_INLINE Counters Next() {
    const auto c = hn::Xor(SwapHalves(product_), c_mask_);
    const auto product = MultiplyLow(c, hn::Set(Wide(), PhiloxConstants::multiplier_1));
    const Counters x{hn::Xor(SwapHalves(product), next_a_mask_), product,
                     hn::Xor(product_, next_c_mask_), next_d_};
    product_ = hn::Add(product_, step_);
    return x;
  }

 private:
  WideVector c_mask_, next_a_mask_, next_c_mask_, next_d_;
  WideVector product_, step_;
};

/// Makes kVectors vectors of neighbouring blocks and shows each to take(vector, Blocks).
template <int kVectors, class Take>
HWY_INLINE void MakeVectors(Neighbours& blocks, const RoundKeys& keys, std::size_t first,
                            Take& take) {
  Counters x[kVectors];
  for (int v = 0; v < kVectors; ++v) x[v] = blocks.Next();
  PhiloxBlocks out[kVectors];
  Finish<Neighbours::kRounds>(x, keys, out);
  for (int v = 0; v < kVectors; ++v) take(first + v, out[v]);
}

/// Does the same for 0..kMost vectors.
template <int kMost, class Take>
HWY_INLINE void MakeFew(Neighbours& blocks, const RoundKeys& keys, std::size_t first,
                        std::size_t vectors, Take& take) {
  if constexpr (kMost > 0) {
    if (vectors == kMost) return MakeVectors<kMost>(blocks, keys, first, take);
    MakeFew<kMost - 1>(blocks, keys, first, vectors, take);
  }
}

/// Does the same for any number of vectors, with about equally many in work at any time, because
/// a single vector takes as long as three together.
template <class Take>
HWY_INLINE void MakeAll(Neighbours& blocks, const RoundKeys& keys, std::size_t vectors,
                        Take& take) {
  std::size_t done = 0;
  for (; vectors - done >= 2 * kInFlight; done += kInFlight) {
    MakeVectors<kInFlight>(blocks, keys, done, take);
  }
  const std::size_t left = vectors - done;
  const std::size_t now = left > kInFlight ? (left + 1) / 2 : left;
  MakeFew<kInFlight>(blocks, keys, done, now, take);
  MakeFew<kInFlight>(blocks, keys, done + now, left - now, take);
}

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
