// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// simd.cpp compiles this file once for each instruction set, so it has no include guard.
#include <hwy/highway.h>

#include <cstring>

#include "cuda/philox.hpp"
#include "host/cpu/simd/simd.hpp"

HWY_BEFORE_NAMESPACE();
namespace brink::simd {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Stores the blocks of a vector: lanes * 4 words.
HWY_INLINE void StoreBlocksAsTheyLie(const PhiloxBlocks& x, std::uint32_t* HWY_RESTRICT out) {
  const Words words;
  hn::StoreU(hn::BitCast(words, x.first), words, out);
  hn::StoreU(hn::BitCast(words, x.second), words, out + hn::Lanes(words));
}

/// The same, in order.
HWY_INLINE void StoreBlocks(const PhiloxBlocks& x, std::uint32_t* HWY_RESTRICT out) {
  const Wide d;
  StoreBlocksAsTheyLie(
      {hn::InterleaveLower(d, x.first, x.second), hn::InterleaveUpper(d, x.first, x.second)}, out);
}

template <bool kInOrder>
HWY_INLINE void DrawOneStream(std::uint32_t stream, std::uint64_t seed, std::uint64_t index,
                              std::uint64_t first, std::size_t count,
                              std::uint32_t* HWY_RESTRICT out) {
  const std::size_t lanes = hn::Lanes(Wide());
  const RoundKeys keys(seed);
  Neighbours blocks(stream, keys, index, first);
  const auto store = [&](std::size_t vector, const PhiloxBlocks& x) {
    if (kInOrder) return StoreBlocks(x, out + vector * lanes * 4);
    StoreBlocksAsTheyLie(x, out + vector * lanes * 4);
  };
  const std::size_t whole = count / lanes;
  MakeAll(blocks, keys, whole, store);
  if (whole * lanes == count) return;
  HWY_ALIGN std::uint32_t rest[2 * HWY_MAX_BYTES / sizeof(std::uint32_t)];
  const auto keep = [&](std::size_t, const PhiloxBlocks& x) { StoreBlocks(x, rest); };
  MakeVectors<1>(blocks, keys, 0, keep);
  std::memcpy(out + whole * lanes * 4, rest, (count - whole * lanes) * sizeof(Block));
}

void DrawBlocks(std::uint32_t stream, std::uint64_t seed, std::uint64_t index, std::uint64_t first,
                std::size_t count, std::uint32_t* HWY_RESTRICT out, WordOrder order) {
  if (order == WordOrder::any) return DrawOneStream<false>(stream, seed, index, first, count, out);
  DrawOneStream<true>(stream, seed, index, first, count, out);
}

/// A vector holds the same block of several images. Long images are drawn one by one.
void DrawImages(std::uint32_t stream, std::uint64_t seed, std::uint64_t first_index,
                std::size_t count, std::size_t blocks, std::uint32_t* HWY_RESTRICT out,
                WordOrder order) {
  const Wide d;
  const std::size_t lanes = hn::Lanes(d);
  if (blocks >= 2 * lanes) {
    for (std::size_t i = 0; i < count; ++i) {
      DrawBlocks(stream, seed, first_index + i, 0, blocks, out + i * blocks * 4, order);
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
      PhiloxBlocks made[kInFlight];
      Finish<0>(x, keys, made);
      for (int v = 0; v < kInFlight; ++v) StoreBlocks(made[v], finished + v * lanes * 4);
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
