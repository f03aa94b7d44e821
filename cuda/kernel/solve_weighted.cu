// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/solve_weighted.hpp"

#include "cuda/kernel/judge.cuh"
#include "cuda/solver/weight_cursors.hpp"
#include "cuda/sorted_caps.hpp"

namespace brink::device {
namespace {

/// Judges the items of all images; counts_of(image) gives their counts.
template <class CountsOf>
__device__ void solve(const SolveWeightedArguments& arguments, const CountsOf& counts_of) {
  const std::uint32_t lanes = gridDim.x * blockDim.x;
  const std::uint32_t lane = blockIdx.x * blockDim.x + threadIdx.x;
  const LaneCursors cursors(arguments.steps, arguments.able, lane, lanes);
  const std::uint32_t items = arguments.cells.items();
  const std::uint32_t item = blockIdx.x % items;
  const std::uint64_t stride = std::uint64_t{gridDim.x / items} * blockDim.x;
  for (std::uint64_t image = std::uint64_t{blockIdx.x / items} * blockDim.x + threadIdx.x;
       image < arguments.images; image += stride) {
    const auto counts = counts_of(image);
    using Counts = std::decay_t<decltype(counts)>;
    judge_item(arguments.cells, item, CountsAndCursors<Counts>{counts, cursors}, true);
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
