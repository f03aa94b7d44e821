// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// Compiled once for each instruction set by simd.cpp; so no include guard.
#include <hwy/highway.h>

#include <cstring>

#include "cuda/philox.hpp"

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Stores the finished blocks of a vector in order: lanes * 4 words.
HWY_INLINE void StoreBlocks(const Counters& x, std::uint32_t* HWY_RESTRICT out) {
  const Wide d;
  const Words words;
  const auto join = [&](WideVector even, WideVector odd) {
    return hn::BitCast(d,
                       hn::OddEven(hn::BitCast(words, SwapHalves(odd)), hn::BitCast(words, even)));
  };
  const auto first = join(x.a, x.b);
  const auto second = join(x.c, x.d);
  const auto lower = hn::InterleaveLower(d, first, second);
  const auto upper = hn::InterleaveUpper(d, first, second);
  hn::StoreU(hn::BitCast(words, lower), words, out);
  hn::StoreU(hn::BitCast(words, upper), words, out + hn::Lanes(words));
}

void DrawBlocks(std::uint32_t stream, std::uint64_t seed, std::uint64_t index, std::uint64_t first,
                std::size_t count, std::uint32_t* HWY_RESTRICT out) {
  const Wide d;
  const std::size_t lanes = hn::Lanes(d);
  const RoundKeys keys(seed);
  const auto index_low = hn::Set(d, index);
  const auto index_high = hn::Set(d, index >> 32);
  const auto stream_lanes = hn::Set(d, std::uint64_t{stream});
  auto block = hn::Add(hn::Set(d, first), LaneOrder());
  const auto step = hn::Set(d, std::uint64_t{lanes});

  std::size_t done = 0;
  for (; done + kInFlight * lanes <= count; done += kInFlight * lanes) {
    Counters x[kInFlight];
    for (int v = 0; v < kInFlight; ++v) {
      x[v] = Counters{block, index_low, index_high, stream_lanes};
      block = hn::Add(block, step);
    }
    Finish(x, keys);
    for (int v = 0; v < kInFlight; ++v) StoreBlocks(x[v], out + (done + v * lanes) * 4);
  }
  for (; done < count; done += lanes) {
    Counters x[1] = {Counters{block, index_low, index_high, stream_lanes}};
    block = hn::Add(block, step);
    Finish(x, keys);
    if (done + lanes <= count) {
      StoreBlocks(x[0], out + done * 4);
    } else {
      HWY_ALIGN std::uint32_t rest[2 * HWY_MAX_BYTES / sizeof(std::uint32_t)];
      StoreBlocks(x[0], rest);
      std::memcpy(out + done * 4, rest, (count - done) * sizeof(Block));
    }
  }
}

/// A vector holds the same block of several images.
void DrawImages(std::uint32_t stream, std::uint64_t seed, std::uint64_t first_index,
                std::size_t count, std::size_t blocks, std::uint32_t* HWY_RESTRICT out) {
  const Wide d;
  const std::size_t lanes = hn::Lanes(d);
  if (blocks >= 2 * lanes) {
    for (std::size_t i = 0; i < count; ++i) {
      DrawBlocks(stream, seed, first_index + i, 0, blocks, out + i * blocks * 4);
    }
    return;
  }
  const RoundKeys keys(seed);
  const auto stream_lanes = hn::Set(d, std::uint64_t{stream});
  const std::size_t at_once = kInFlight * lanes;
  HWY_ALIGN std::uint32_t finished[2 * kInFlight * HWY_MAX_BYTES / sizeof(std::uint32_t)];
  for (std::size_t done = 0; done < count; done += at_once) {
    for (std::size_t block = 0; block < blocks; ++block) {
      Counters x[kInFlight];
      for (int v = 0; v < kInFlight; ++v) {
        const auto index = hn::Add(hn::Set(d, first_index + done + v * lanes), LaneOrder());
        x[v] = Counters{hn::Set(d, std::uint64_t{block}), index, hn::ShiftRight<32>(index),
                        stream_lanes};
      }
      Finish(x, keys);
      for (int v = 0; v < kInFlight; ++v) StoreBlocks(x[v], finished + v * lanes * 4);
      const std::size_t images = HWY_MIN(at_once, count - done);
      if (blocks == 1) {
        std::memcpy(out + done * 4, finished, images * sizeof(Block));
        continue;
      }
      for (std::size_t i = 0; i < images; ++i) {
        std::memcpy(out + ((done + i) * blocks + block) * 4, finished + i * 4, sizeof(Block));
      }
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace brink::simd
HWY_AFTER_NAMESPACE();
