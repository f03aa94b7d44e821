// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/draw_counts.hpp"
#include "cuda/level_split.hpp"

namespace brink::device {

/// A SplitStream that computes once what the blocks of an image have in common.
class DeviceSplitStream {
 public:
  __device__ DeviceSplitStream(const SplitSource& source, std::uint64_t image)
      : stream_(source.keys, source.shape.stream(Domain::level_counts), image) {}

  __device__ Block block(std::uint32_t pair, std::uint32_t node) const {
    return stream_[static_cast<std::uint32_t>(SplitSlots::block(pair, node))];
  }
  /// Does what SplitSlots::half does, but chooses the words instead of indexing them, because an
  /// indexed array cannot stay in registers.
  __device__ static std::uint64_t half(const Block& block, std::uint32_t slot) {
    const bool second = slot % 2 != 0;
    const std::uint32_t low = second ? block.word[2] : block.word[0];
    const std::uint32_t high = second ? block.word[3] : block.word[1];
    return low | std::uint64_t{high} << 32;
  }
  __device__ std::uint64_t half(std::uint32_t pair, std::uint32_t node, std::uint32_t slot) const {
    return half(block(pair, node), slot);
  }

 private:
  PhiloxStream stream_;
};

/// Draws how many of a node's pixels have the next bit set. The function asks for slots in
/// ascending order, so that keeping one block is enough to draw each block only once.
__device__ inline std::uint32_t split(const BinomialTables& tables, std::uint32_t pixels,
                                      std::uint32_t node, const DeviceSplitStream& stream) {
  std::uint32_t held = ~0u;
  Block block{};
  return draw_upper(tables, pixels, node, stream, [&](std::uint32_t slot) {
    if (slot / 2 != held) {
      held = slot / 2;
      block = stream.block(held, node);
    }
    return DeviceSplitStream::half(block, slot);
  });
}

}  // namespace brink::device
