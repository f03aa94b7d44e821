// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// Compiled once for each instruction set by simd.cpp, after simd_draw-inl.hpp; so
// no include guard.
#include <hwy/highway.h>

#include "cuda/zobrist.hpp"

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {

/// Words 0 and 1 of blocks, XORed lane by lane.
struct XoredWords {
  WideVector first, second;

  HWY_INLINE void Add(const Counters& block) {
    first = hn::Xor(first, block.a);
    second = hn::Xor(second, block.b);
  }
  HWY_INLINE std::uint64_t Joined() const {
    const Wide d;
    HWY_ALIGN std::uint64_t a[HWY_MAX_BYTES / sizeof(std::uint64_t)];
    HWY_ALIGN std::uint64_t b[HWY_MAX_BYTES / sizeof(std::uint64_t)];
    hn::Store(first, d, a);
    hn::Store(second, d, b);
    std::uint64_t low = 0, high = 0;
    for (std::size_t lane = 0; lane < hn::Lanes(d); ++lane) {
      low ^= a[lane];
      high ^= b[lane];
    }
    return static_cast<std::uint32_t>(low) | high << 32;
  }
};

HWY_INLINE WideVector LoadLevels(const std::uint16_t* levels) {
  const Wide d;
  const hn::Rebind<std::uint32_t, Wide> half;
  const hn::Rebind<std::uint16_t, Wide> quarter;
  return hn::PromoteTo(d, hn::PromoteTo(half, hn::LoadU(quarter, levels)));
}

HashPair HashImage(const Shape& shape, std::uint64_t seed, const std::uint16_t* levels) {
  constexpr int kPixels = kInFlight / 2;  // vectors of them: each stands for two blocks
  const Wide d;
  const std::size_t lanes = hn::Lanes(d);
  const RoundKeys keys(seed);
  const auto zero = hn::Zero(d);
  const auto top = hn::Set(d, std::uint64_t{shape.top_level()});
  const auto stream_lanes = hn::Set(d, std::uint64_t{shape.stream(Domain::zobrist_table)});
  const auto step = hn::Set(d, std::uint64_t{lanes});
  auto pixel = hn::Iota(d, 0);
  XoredWords image{zero, zero};
  XoredWords negative{zero, zero};
  std::size_t done = 0;
  for (; done + kPixels * lanes <= shape.pixels(); done += kPixels * lanes) {
    Counters x[kInFlight];
    for (int v = 0; v < kPixels; ++v) {
      const auto level = LoadLevels(levels + done + v * lanes);
      x[v] = Counters{pixel, level, zero, stream_lanes};
      x[kPixels + v] = Counters{pixel, hn::Sub(top, level), zero, stream_lanes};
      pixel = hn::Add(pixel, step);
    }
    Finish(x, keys);
    for (int v = 0; v < kPixels; ++v) {
      image.Add(x[v]);
      negative.Add(x[kPixels + v]);
    }
  }
  HashPair hashes{image.Joined(), negative.Joined()};
  hash_pixels(shape, seed, levels, done, shape.pixels(), hashes);
  return hashes;
}

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
