// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/draw_counts.hpp"

#include "cuda/kernel/group.cuh"
#include "cuda/kernel/recorder.cuh"
#include "cuda/kernel/split.cuh"
#include "cuda/kernel/stop.cuh"

namespace brink::device {
namespace {

/// Replaces every node by its two halves, depth by depth. Adds this thread's share to `sums`: the
/// sum of the levels, and how many pixels are in the upper half.
template <class Group>
__device__ void split_all(const Group& group, const SplitSource& source, std::uint64_t image,
                          std::uint32_t* node, unsigned long long (&sums)[2]) {
  const DeviceSplitStream stream(source, image);
  const std::uint32_t b = source.shape.b;
  if (group.rank() == 0) node[1] = static_cast<std::uint32_t>(source.shape.pixels());
  group.sync();
  for (std::uint32_t depth = 0; depth < b; ++depth) {
    const std::uint32_t first = 1u << depth;
    for (std::uint32_t v = first + group.rank(); v < 2 * first; v += group.size()) {
      const std::uint32_t pixels = node[v];
      const std::uint32_t upper = split(*source.tables, pixels, v, stream);
      node[2 * v] = pixels - upper;
      node[2 * v + 1] = upper;
      sums[0] += static_cast<unsigned long long>(upper) << (b - 1 - depth);
      if (depth == 0) sums[1] += upper;
    }
    group.sync();
  }
}

/// Lists the levels that occur, in ascending order, where the inner nodes were, and returns how
/// many there are. Only for sparse levels: the list takes the first quarter of the tree, the
/// numbers that the threads found take the third.
template <class Group>
__device__ std::uint32_t list_present(const Group& group, std::uint32_t levels,
                                      std::uint32_t* node) {
  const std::uint32_t* const count = node + levels;
  std::uint32_t* const found = node + levels / 2;  // [thread]
  const std::uint32_t most = levels / sparse_levels_one_in;
  const std::uint32_t threads = group.size() < most ? group.size() : most;
  const std::uint32_t share = levels / threads;
  const std::uint32_t first = group.rank() * share;
  if (group.rank() < threads) {
    std::uint32_t own = 0;
    for (std::uint32_t level = first; level < first + share; ++level) own += count[level] > 0;
    found[group.rank()] = own;
  }
  group.sync();
  std::uint32_t place = 0;
  std::uint32_t all = 0;
  for (std::uint32_t thread = 0; thread < threads; ++thread) {
    if (thread == group.rank()) place = all;
    all += found[thread];
  }
  if (group.rank() < threads) {
    for (std::uint32_t level = first; level < first + share; ++level) {
      if (count[level] > 0) node[place++] = level;
    }
  }
  group.sync();
  return all;
}

template <class Group>
__device__ LevelCounts draw(const Group& group, const SplitSource& source, std::uint64_t image,
                            std::uint32_t* node) {
  const Shape& shape = source.shape;
  unsigned long long sums[2] = {0, 0};
  split_all(group, source, image, node, sums);
  group.sum(sums);
  LevelCounts counts;
  counts.pixels = shape.pixels();
  counts.sum = sums[0];
  counts.upper_half = sums[1];
  counts.levels = shape.levels();
  counts.windows = LevelWindows::all(shape.levels());
  counts.count = node + shape.levels();
  if (shape.pixels() < shape.levels() / sparse_levels_one_in) {
    counts.present_count = list_present(group, shape.levels(), node);
    counts.present = node;
  }
  return counts;
}

template <class Group>
__device__ void draw_counts(const DrawCountsArguments& arguments, std::uint32_t* shared) {
  const Group group;
  const Cells& cells = arguments.cells;
  const Recorder recorder(cells, arguments.cached, shared);
  recorder.clear();
  __syncthreads();
  std::uint32_t* trees = shared + recorder_words(cells, arguments.cached);
  std::uint64_t tree = group.in_block();
  if (arguments.trees != nullptr) {
    trees = arguments.trees;
    tree += std::uint64_t{blockIdx.x} * group.per_block();
  }
  std::uint32_t* const node = trees + tree * tree_words(arguments.source.shape);
  StopWatch watch(arguments.range.stop);
  for (std::uint64_t lead = group.lead(); lead < arguments.range.images; lead += group.stride()) {
    const bool stopped = group.any(group.rank() == 0 && watch.stopped());
    if (__any_sync(all_lanes, stopped)) break;  // the lanes of a warp finish together
    const std::uint64_t image = lead + group.offset();
    const bool judges = image < arguments.range.images;  // lanes of a warp end together
    LevelCounts counts;
    if (judges) counts = draw(group, arguments.source, arguments.range.first + image, node);
    for (std::uint32_t item = group.rank(); item < cells.items(); item += group.size()) {
      Verdict verdict;
      if (judges) verdict = judge_counts(cells, item, counts);
      recorder.add_from<Group>(item, verdict);
    }
    group.sync();  // before the next image overwrites the tree
  }
  __syncthreads();
  recorder.flush();
}

}  // namespace

__global__ void __launch_bounds__(draw_threads, draw_blocks)
    draw_counts_by_thread(DrawCountsArguments arguments) {
  BRINK_DYNAMIC_SHARED(std::uint32_t, shared);
  draw_counts<ThreadGroup>(arguments, shared);
}
__global__ void __launch_bounds__(draw_threads, draw_blocks)
    draw_counts_by_warp(DrawCountsArguments arguments) {
  BRINK_DYNAMIC_SHARED(std::uint32_t, shared);
  draw_counts<WarpGroup>(arguments, shared);
}
__global__ void __launch_bounds__(draw_threads, draw_blocks)
    draw_counts_by_block(DrawCountsArguments arguments) {
  BRINK_DYNAMIC_SHARED(std::uint32_t, shared);
  draw_counts<BlockGroup>(arguments, shared);
}

}  // namespace brink::device
