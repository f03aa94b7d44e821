// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/image_blocks.hpp"
#include "cuda/kernel/level_fields.hpp"
#include "cuda/kernel/masks.hpp"

namespace brink::device {

__device__ inline std::uint32_t ones_of(const Block& block) {
  return ones_of(block.word[0]) + ones_of(block.word[1]) + ones_of(block.word[2]) +
         ones_of(block.word[3]);
}

/// @tparam bare promises that the source is plain and the masks are none
template <bool bare>
__device__ std::uint32_t count_ones(const PhiloxSource& source, const LevelMasks& masks,
                                    std::uint64_t image, std::uint32_t begin, std::uint32_t end,
                                    std::uint32_t step) {
  const ImageBlocks<bare> blocks(source, image);
  std::uint32_t ones = 0;
  // Four blocks in a turn share the loads of the round keys and the end of the loop.
  blocks.template each<4>(begin, end, step, [&](std::uint32_t position, Block block) {
    if (!bare) masks.apply(position, block);
    ones += ones_of(block);
  });
  return ones;
}

/// Counts the bits set in this thread's share of an image's blocks begin..end-1, which is every
/// size-th block. 32 bits suffice, because N < 2^32 holds for every shape.
__device__ inline std::uint32_t count_ones(const PhiloxSource& source, const LevelMasks& masks,
                                           std::uint64_t image, std::uint32_t begin,
                                           std::uint32_t end, std::uint32_t rank,
                                           std::uint32_t size) {
  return source.plain() && masks.none()
             ? count_ones<true>(source, masks, image, begin + rank, end, size)
             : count_ones<false>(source, masks, image, begin + rank, end, size);
}

}  // namespace brink::device
