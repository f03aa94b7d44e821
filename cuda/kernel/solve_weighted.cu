// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/solve_weighted.hpp"

#include "cuda/kernel/judge.cuh"
#include "cuda/kernel/stop.cuh"
#include "cuda/solver/weight_cursors.hpp"
#include "cuda/sorted_caps.hpp"

namespace brink::device {
namespace {

__device__ void add_undecided(const UndecidedImages& undecided, std::uint32_t items,
                              std::uint32_t item, std::uint64_t image) {
  add_undecided(undecided.items, image * items + item);
  if (atomicAdd(&undecided.seen[image], 1u) > 0) return;
  undecided.listed[atomicAdd(undecided.listed_count, 1u)] = static_cast<std::uint32_t>(image);
}

/// Judges the items that are to be judged; counts_of(image) gives the counts of an image.
template <class CountsOf>
__device__ void solve(const SolveWeightedArguments& arguments, const CountsOf& counts_of) {
  const std::uint32_t lanes = gridDim.x * blockDim.x;
  const std::uint32_t lane = blockIdx.x * blockDim.x + threadIdx.x;
  const LaneCursors cursors(arguments.steps, arguments.able, lane, lanes);
  const std::uint32_t items = arguments.cells.items();
  const bool again = arguments.again;
  // Every thread takes some of the undecided items; otherwise each block has an item of its own.
  std::uint32_t item = blockIdx.x % items;
  std::uint64_t unit = std::uint64_t{blockIdx.x / items} * blockDim.x + threadIdx.x;
  std::uint64_t stride = std::uint64_t{gridDim.x / items} * blockDim.x;
  std::uint64_t work = arguments.range.images;
  if (again) {
    unit = lane;
    stride = lanes;
    work = *arguments.undecided.items.count;
  }
  // Counts that an interrupted launch has left would lead the solvers astray.
  StopWatch watch(arguments.range.stop, StopWatch::First::at_once);
  for (; unit < work && !watch.stopped(); unit += stride) {
    std::uint64_t image = unit;
    if (again) {
      const std::uint64_t entry = arguments.undecided.items.entry[unit];
      image = entry / items;
      item = static_cast<std::uint32_t>(entry % items);
    }
    const auto counts = counts_of(image);
    using Counts = std::decay_t<decltype(counts)>;
    const CountsAndCursors<Counts> both{counts, cursors};
    if (!judge_item(arguments.cells, item, both, !again)) {
      add_undecided(arguments.undecided, items, item, image);
    }
  }
}

}  // namespace

__global__ void __launch_bounds__(solve_threads, solve_blocks)
    solve_pairs(SolveWeightedArguments arguments) {
  solve(arguments, [&](std::uint64_t image) {
    WeightedCounts counts;
    counts.classes = arguments.classes;
    counts.levels = arguments.levels;
    counts.reach = arguments.reach[image];
    counts.windows = arguments.windows;
    counts.count =
        arguments.count + image * arguments.classes.classes * std::uint64_t{arguments.levels};
    return counts;
  });
}

__global__ void __launch_bounds__(solve_threads, solve_blocks)
    solve_sorted_caps(SolveWeightedArguments arguments) {
  const std::uint32_t places = arguments.places_begin[arguments.classes.classes];
  solve(arguments, [&](std::uint64_t image) {
    SortedCaps counts;
    counts.classes = arguments.classes;
    counts.levels = arguments.levels;
    counts.reach = arguments.reach[image];
    counts.cap = arguments.sorted_caps + image * places;
    counts.begin = arguments.places_begin;
    return counts;
  });
}

}  // namespace brink::device
