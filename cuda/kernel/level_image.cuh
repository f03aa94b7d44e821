// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/count_levels.cuh"
#include "cuda/kernel/group.cuh"

namespace brink::device {

/// Images of two levels that are so small that one thread draws each are counted elsewhere
/// (ones.hpp).
template <class Group>
__device__ bool is_ones(const LevelPlan& plan) {
  return Group::by_warps && plan.method == LevelPlan::Method::ones;
}

/// Adds up the copies of a block's storage in the first one.
template <class Group>
__device__ void join_copies(const Group& group, std::uint32_t* storage, std::uint32_t words,
                            std::uint32_t copies) {
  if (copies == 1) return;
  for (std::uint32_t i = group.rank(); i < words; i += group.size()) {
    std::uint32_t pixels = 0;
    for (std::uint32_t copy = 0; copy < copies; ++copy) pixels += storage[copy * words + i];
    storage[i] = pixels;
  }
  group.sync();
}

/// A group of threads counts blocks begin..end-1 of an image for each client. Each thread gets the
/// totals of the whole group.
/// @param storage for this group, and in a block that is one group its copies
template <class Group, class Totals>
__device__ void count_image(const Group& group, const LevelArguments& arguments,
                            const LevelClient* client, std::uint32_t clients, std::uint64_t image,
                            std::uint32_t begin, std::uint32_t end, std::uint32_t* storage,
                            Totals& totals) {
  const PhiloxSource& source = arguments.source;
  const std::uint32_t words = arguments.storage;
  const std::uint32_t copies = arguments.copies;
  for (std::uint32_t i = group.rank(); i < words * copies; i += group.size()) storage[i] = 0;
  for (std::uint32_t c = 0; c < clients; ++c) totals[c] = LevelTotals();
  group.sync();
  if (Totals::single && is_ones<Group>(client->plan)) {
    totals[0].sum[0] =
        count_ones(source, client->masks, image, begin, end, group.rank(), group.size());
  } else {
    const std::uint32_t copy = copies == 1 ? 0 : threadIdx.x / warp_threads;
    std::uint32_t* const mine = storage + (copy & (copies - 1)) * words;
    const std::uint32_t first = begin + group.rank();
    if (!source.plain()) {
      count_levels<false, true>(arguments, client, clients, image, first, end, group.size(), mine,
                                totals);
    } else if (Totals::single && client->masks.none()) {
      count_levels<true, false>(arguments, client, clients, image, first, end, group.size(), mine,
                                totals);
    } else {
      count_levels<true, true>(arguments, client, clients, image, first, end, group.size(), mine,
                               totals);
    }
  }
  BRINK_ROLLED
  for (std::uint32_t c = 0; c < clients; ++c) {
    LevelTotals own = totals[c];
    group.sum(own.sum);
    if (!is_ones<Group>(client[c].plan)) group.sum(own.pixels);
    totals[c] = own;
  }
  group.sync();
  join_copies(group, storage, words, copies);
}

/// Makes the counts of an image from its totals and its storage, for all threads of the group.
template <class Group>
__device__ LevelCounts counts_of(const Group& group, const LevelPlan& plan,
                                 const LevelTotals& totals, std::uint32_t* storage) {
  using Method = LevelPlan::Method;
  LevelCounts counts;
  counts.pixels = plan.pixels;
  counts.sum = totals.sum[0];
  counts.upper_half = totals.pixels[LevelTotals::upper_half];
  counts.levels = plan.levels;
  counts.windows = plan.windows;
  counts.partial = plan.partial != 0;
  if (plan.method == Method::list) {
    if (Group::by_warps) {
      sort_together(group, storage, plan.storage);
    } else {
      sort_alone(storage, plan.storage);
    }
    counts.present_count = static_cast<std::uint32_t>(plan.pixels);
    counts.present = storage + (plan.storage - counts.present_count);
    return counts;
  }
  counts.count = storage;
  counts.middle_shift = plan.middle_shift();
  counts.high_shift = plan.high_shift();
  if (is_ones<Group>(plan)) counts.upper_half = counts.sum;
  if (group.rank() == 0) {
    if (is_ones<Group>(plan)) {
      storage[0] = static_cast<std::uint32_t>(plan.pixels - counts.sum);
      storage[1] = static_cast<std::uint32_t>(counts.sum);
    } else {
      if (plan.windows.low > 0) {
        storage[0] = totals.pixels[LevelTotals::zeros] - plan.padding;
      }
      if (plan.method == Method::singles) {
        const std::uint32_t middle = plan.windows.low;
        if (plan.middle() > 0) {
          storage[middle] = totals.pixels[LevelTotals::middle];
        }
        if (plan.windows.high < plan.levels) {
          storage[middle + plan.middle()] = totals.pixels[LevelTotals::high];
        }
      }
    }
  }
  group.sync();
  return counts;
}

}  // namespace brink::device
