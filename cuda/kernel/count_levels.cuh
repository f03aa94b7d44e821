// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/count_ones.cuh"
#include "cuda/kernel/levels.hpp"
#include "cuda/kernel/sort.cuh"

namespace brink::device {

/// The totals of a thread for the only client, which the compiler keeps in registers.
class SingleTotals {
 public:
  static constexpr bool single = true;
  __device__ LevelTotals& operator[](std::uint32_t) { return own_; }

 private:
  LevelTotals own_;
};

/// The totals of a thread for several clients, in shared memory: registers have no addresses, and a
/// loop that is unrolled for each client would be too long for the cache of instructions.
class SharedTotals {
 public:
  static constexpr bool single = false;
  /// @param all [client][thread]
  __device__ explicit SharedTotals(LevelTotals* all) : own_(all + threadIdx.x) {}
  __device__ LevelTotals& operator[](std::uint32_t client) { return own_[client * blockDim.x]; }

 private:
  LevelTotals* own_;
};

/// Counts the levels of a block one by one, into the client's histogram or list.
__device__ inline void count_fields(const LevelFields& fields, const LevelPlan& plan,
                                    std::uint32_t position, const Block& block,
                                    std::uint32_t* storage) {
  const std::uint32_t top_level = plan.levels - 1;
  std::uint32_t place = position * 4 * fields.fields;  // few pixels: no overflow
  // The words are moved up one by one, because a loop over them would need an address and would
  // put them into local memory.
  std::uint32_t word = block.word[0], second = block.word[1], third = block.word[2];
  std::uint32_t fourth = block.word[3];
  for (int i = 0; i < 4; ++i, word = second, second = third, third = fourth) {
    for (std::uint32_t field = 0; field < fields.fields; ++field, word >>= fields.b) {
      const std::uint32_t level = word & top_level;
      if (plan.method == LevelPlan::Method::list) {
        if (place < plan.storage) storage[place] = level;
        ++place;
      } else if (level - 1 < plan.low_levels) {
        atomicAdd(&storage[level], 1u);
      } else if (level >= plan.windows.high) {
        atomicAdd(&storage[level - plan.high_shift()], 1u);
      } else if (level >= plan.windows.middle_begin && level < plan.windows.middle_end) {
        atomicAdd(&storage[level - plan.middle_shift()], 1u);
      }
    }
  }
}

/// How many pixels of a block have the level that fills the word `all`.
__device__ inline std::uint32_t pixels_at(const Block& block, std::uint32_t all,
                                          const LevelFields& fields) {
  std::uint32_t pixels = 0;
  for (const std::uint32_t word : block.word) pixels += zero_fields(word ^ all, fields);
  return pixels;
}

/// Counts one block of an image, of two bits or more.
/// @param block the client's levels: its masks are applied
/// @param storage holds the client's histogram, or receives its list of levels
__device__ inline void count_block(const LevelFields& fields, const LevelPlan& plan,
                                   std::uint32_t position, const Block& block,
                                   std::uint32_t* storage, LevelTotals& totals) {
  totals.sum[0] += sum_levels(block.word, fields);
  if (plan.upper_half) {
    std::uint32_t upper = 0;
    for (const std::uint32_t word : block.word) upper += ones_of(word & fields.top);
    totals.pixels[LevelTotals::upper_half] += upper;
  }
  if (position >= plan.counted_blocks) return;
  if (plan.windows.low > 0) totals.pixels[LevelTotals::zeros] += pixels_at(block, 0, fields);
  if (plan.method != LevelPlan::Method::singles) {
    count_fields(fields, plan, position, block, storage);
    return;
  }
  if (plan.middle() > 0) {
    totals.pixels[LevelTotals::middle] += pixels_at(block, plan.middle_word, fields);
  }
  if (plan.windows.high < plan.levels) {
    totals.pixels[LevelTotals::high] += pixels_at(block, plan.high_word, fields);
  }
}

/// Counts this thread's share of an image's Philox blocks, every step-th one from begin to end, for
/// each of `clients` clients.
/// @tparam plain promises that the source is plain
/// @tparam masked whether clients may have masks
template <bool plain, bool masked, class Totals>
__device__ void count_levels(const LevelArguments& arguments, const LevelClient* client,
                             std::uint32_t clients, std::uint64_t image, std::uint32_t begin,
                             std::uint32_t end, std::uint32_t step, std::uint32_t* storage,
                             Totals& totals) {
  const LevelFields& fields = arguments.fields;
  const ImageBlocks<plain> blocks(arguments.source, image);
  blocks.template each<1>(begin, end, step, [&](std::uint32_t position, const Block& block) {
    BRINK_ROLLED
    for (std::uint32_t c = 0; c < clients; ++c) {
      Block own = block;
      if (masked) client[c].masks.apply(position, own);
      if (!Totals::single && fields.b == 1) {
        totals[c].sum[0] += ones_of(own);
      } else {
        count_block(fields, client[c].plan, position, own, storage + client[c].storage, totals[c]);
      }
    }
  });
}

}  // namespace brink::device
