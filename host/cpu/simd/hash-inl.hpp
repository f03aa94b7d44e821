// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// simd.cpp compiles this file once for each instruction set, after draw-inl.hpp, so it has no
// include guard.
#include <hwy/highway.h>

#include "cuda/classifier/hash/zobrist.hpp"

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {

HWY_INLINE WideVector LoadLevels(const std::uint16_t* levels) {
  const Wide d;
  const hn::Rebind<std::uint32_t, Wide> half;
  const hn::Rebind<std::uint16_t, Wide> quarter;
  return hn::PromoteTo(d, hn::PromoteTo(half, hn::LoadU(quarter, levels)));
}

HashPair HashImage(const Shape& shape, std::uint64_t seed, const std::uint16_t* levels) {
  constexpr int kPixels = kInFlight / 2;  // vectors of pixels; each pixel needs two blocks
  const Wide d;
  const std::size_t lanes = hn::Lanes(d);
  const RoundKeys keys(seed);
  const auto zero = hn::Zero(d);
  const auto top = hn::Set(d, std::uint64_t{shape.top_level()});
  const auto stream_lanes = hn::Set(d, std::uint64_t{shape.stream(Domain::zobrist_table)});
  const auto step = hn::Set(d, std::uint64_t{lanes});
  auto pixel = hn::Iota(d, 0);
  auto image = zero, negative = zero;  // words 0 and 1, XORed lane by lane
  std::size_t done = 0;
  for (; done + kPixels * lanes <= shape.pixels(); done += kPixels * lanes) {
    Counters x[kInFlight];
    for (int v = 0; v < kPixels; ++v) {
      const auto level = LoadLevels(levels + done + v * lanes);
      x[v] = Counters{pixel, level, zero, stream_lanes};
      x[kPixels + v] = Counters{pixel, hn::Sub(top, level), zero, stream_lanes};
      pixel = hn::Add(pixel, step);
    }
    PhiloxBlocks made[kInFlight];
    Finish<0>(x, keys, made);
    for (int v = 0; v < kPixels; ++v) {
      image = hn::Xor(image, made[v].first);
      negative = hn::Xor(negative, made[kPixels + v].first);
    }
  }
  HashPair hashes{XorOfLanes(image), XorOfLanes(negative)};
  hash_pixels(shape, seed, levels, done, shape.pixels(), hashes);
  return hashes;
}

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
