// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/count_ones.cuh"
#include "cuda/kernel/levels.hpp"
#include "cuda/kernel/sort.cuh"

namespace brink::device {

/// Sums that each thread keeps in registers for its share of an image.
struct LevelTotals {
  /// Which pixels are counted: those in the upper half, of level 0, or of the one level of a
  /// window.
  enum Which { upper_half, zeros, middle, high };

  unsigned long long sum[1] = {};  ///< of levels
  std::uint32_t pixels[4] = {};    ///< [which]; N < 2^32
};
static_assert(level_totals == 5);

/// Counts this thread's share of an image's Philox blocks: every step-th one from begin to end.
/// `storage` holds the histogram, or receives the list of levels.
template <bool plain>
__device__ void count_levels(const LevelPlan& plan, const PhiloxSource& source, std::uint64_t image,
                             std::uint32_t begin, std::uint32_t end, std::uint32_t step,
                             std::uint32_t* storage, LevelTotals& totals) {
  using Method = LevelPlan::Method;
  const ImageBlocks<plain> blocks(source, image);
  const LevelFields& fields = plan.fields;
  const std::uint32_t top_level = plan.levels - 1;
  // Levels 1 .. low-1 are counted here; level 0 is counted by whole words.
  const std::uint32_t low_levels = plan.windows.low > 0 ? plan.windows.low - 1 : 0;
  const std::uint32_t middle_word = fields.all_at(plan.windows.middle_begin);
  const std::uint32_t high_word = fields.all_at(plan.windows.high);
  unsigned long long sum = 0;
  std::uint32_t upper = 0, zeros = 0, middle = 0, high = 0;
  blocks.template each<1>(begin, end, step, [&](std::uint32_t position, const Block& block) {
    sum += sum_levels(block.word, fields);
    if (plan.upper_half) {
      for (const std::uint32_t word : block.word) upper += ones_of(word & fields.top);
    }
    if (position >= plan.counted_blocks) return;
    if (plan.windows.low > 0) {
      for (const std::uint32_t word : block.word) zeros += zero_fields(word, fields);
    }
    if (plan.method == Method::singles) {
      if (plan.middle() > 0) {
        for (const std::uint32_t word : block.word) {
          middle += zero_fields(word ^ middle_word, fields);
        }
      }
      if (plan.windows.high < plan.levels) {
        for (const std::uint32_t word : block.word) high += zero_fields(word ^ high_word, fields);
      }
      return;
    }
    std::uint32_t place = position * 4 * fields.fields;  // the image has few pixels: no overflow
    // The words are moved up one by one, because a loop over them would need an address and would
    // put them into local memory.
    std::uint32_t word = block.word[0], second = block.word[1], third = block.word[2];
    std::uint32_t fourth = block.word[3];
    for (int i = 0; i < 4; ++i, word = second, second = third, third = fourth) {
      for (std::uint32_t field = 0; field < fields.fields; ++field, word >>= fields.b) {
        const std::uint32_t level = word & top_level;
        if (plan.method == Method::list) {
          if (place < plan.storage) storage[place] = level;
          ++place;
        } else if (level - 1 < low_levels) {
          atomicAdd(&storage[level], 1u);
        } else if (level >= plan.windows.high) {
          atomicAdd(&storage[level - plan.high_shift()], 1u);
        } else if (level >= plan.windows.middle_begin && level < plan.windows.middle_end) {
          atomicAdd(&storage[level - plan.middle_shift()], 1u);
        }
      }
    }
  });
  totals.sum[0] = sum;
  totals.pixels[LevelTotals::upper_half] = upper;
  totals.pixels[LevelTotals::zeros] = zeros;
  totals.pixels[LevelTotals::middle] = middle;
  totals.pixels[LevelTotals::high] = high;
}

}  // namespace brink::device
