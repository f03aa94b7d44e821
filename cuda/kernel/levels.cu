// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/levels.hpp"

#include <cuda_runtime.h>

#include <type_traits>

#include "cuda/kernel/level_image.cuh"
#include "cuda/kernel/recorder.cuh"
#include "cuda/kernel/stop.cuh"

namespace brink::device {
namespace {

/// Adds a block's counts to the slot of the image. Returns true, for the whole block, in the
/// block that comes last: the counts of the whole image are then complete.
__device__ bool join_parts(const LevelArguments& arguments, std::uint64_t image,
                           std::uint32_t* storage, LevelTotals& totals) {
  BRINK_SHARED(std::uint32_t, last, 1);
  const LevelPlan& plan = arguments.plan;
  unsigned long long* const slot = arguments.slot + image * slot_words(plan);
  for (std::uint32_t i = threadIdx.x; i < plan.storage; i += blockDim.x) {
    if (storage[i] > 0) {
      atomicAdd(&slot[level_totals + i], static_cast<unsigned long long>(storage[i]));
    }
  }
  if (threadIdx.x == 0) {
    atomicAdd(&slot[0], totals.sum[0]);
    for (std::uint32_t i = 1; i < level_totals; ++i) {
      if (totals.pixels[i - 1] > 0) {
        atomicAdd(&slot[i], static_cast<unsigned long long>(totals.pixels[i - 1]));
      }
    }
  }
  __threadfence();
  __syncthreads();
  if (threadIdx.x == 0) {
    last[0] = atomicAdd(&arguments.ticket[image], 1u) == arguments.parts - 1 ? 1 : 0;
    __threadfence();
  }
  __syncthreads();
  if (last[0] == 0) return false;
  totals.sum[0] = slot[0];
  for (std::uint32_t i = 1; i < level_totals; ++i) {
    totals.pixels[i - 1] = static_cast<std::uint32_t>(slot[i]);
  }
  for (std::uint32_t i = threadIdx.x; i < plan.storage; i += blockDim.x) {
    storage[i] = static_cast<std::uint32_t>(slot[level_totals + i]);
  }
  __syncthreads();
  return true;
}

template <class Group>
__device__ void judge_image(const Group& group, const LevelArguments& arguments,
                            const LevelCounts& counts, std::uint32_t image, bool judges,
                            const Recorder& recorder) {
  const Cells& cells = arguments.cells;
  for (std::uint32_t item = group.rank(); item < cells.items(); item += group.size()) {
    Verdict verdict;
    if (judges) verdict = judge_counts(cells, item, counts);
    recorder.add_from<Group>(item, verdict);
    if (!verdict.known)
      add_undecided(arguments.undecided, std::uint64_t{image} * cells.items() + item);
  }
}

template <class Group>
__device__ void judge_levels(const LevelArguments& arguments) {
  constexpr bool may_share = std::is_same<Group, BlockGroup>::value;
  BRINK_DYNAMIC_SHARED(std::uint32_t, shared);
  const Group group;
  const LevelPlan& plan = arguments.plan;
  const Recorder recorder(arguments.cells, arguments.cached, shared);
  recorder.clear();
  __syncthreads();
  std::uint32_t* const storage =
      shared + recorder_words(arguments.cells, arguments.cached) + group.in_block() * plan.storage;
  const std::uint32_t parts = may_share ? arguments.parts : 1;
  // 32 bits suffice for numbers counted from the first image of the batch: see most_level_work.
  const auto work = static_cast<std::uint32_t>(arguments.range.images) * parts;
  const auto stride = static_cast<std::uint32_t>(group.stride());
  StopWatch watch(arguments.range.stop);
  for (auto lead = static_cast<std::uint32_t>(group.lead()); lead < work; lead += stride) {
    const bool stopped = group.any(group.rank() == 0 && watch.stopped());
    if (__any_sync(all_lanes, stopped)) break;  // the lanes of a warp finish together
    // The lanes of a warp finish together: a lane without an image of its own draws the last
    // image and records nothing.
    const std::uint32_t own = lead + group.offset();
    const bool judges = own < work;
    std::uint32_t image = judges ? own : work - 1;
    std::uint32_t begin = 0;
    std::uint32_t end = arguments.source.blocks;
    if (parts > 1) {
      begin = image % parts * arguments.part;
      end = begin + arguments.part < end ? begin + arguments.part : end;
      image /= parts;
    }
    LevelTotals totals;
    count_image(group, plan, arguments.source, arguments.range.first + image, begin, end, storage,
                totals);
    if (may_share && parts > 1 && !join_parts(arguments, image, storage, totals)) continue;
    const LevelCounts counts = counts_of(group, plan, totals, storage);
    judge_image(group, arguments, counts, image, judges, recorder);
    group.sync();  // before the storage is cleared for the next image
  }
  __syncthreads();
  recorder.flush();
}

__device__ void judge_undecided(const LevelArguments& arguments, std::uint32_t* storage) {
  const BlockGroup group;
  const std::uint32_t items = arguments.cells.items();
  const std::uint32_t entries = *arguments.undecided.count;
  StopWatch watch(arguments.range.stop);
  for (std::uint32_t i = blockIdx.x; i < entries; i += gridDim.x) {
    if (group.any(threadIdx.x == 0 && watch.stopped())) break;
    const std::uint64_t entry = arguments.undecided.entry[i];
    LevelTotals totals;
    count_image(group, arguments.plan, arguments.source, arguments.range.first + entry / items, 0,
                arguments.source.blocks, storage, totals);
    const LevelCounts counts = counts_of(group, arguments.plan, totals, storage);
    if (threadIdx.x == 0) {
      judge_item(arguments.cells, static_cast<std::uint32_t>(entry % items), counts, false);
    }
    __syncthreads();
  }
}

}  // namespace

__global__ void __launch_bounds__(level_threads, level_blocks)
    judge_levels_by_thread(LevelArguments arguments) {
  judge_levels<ThreadGroup>(arguments);
}
__global__ void __launch_bounds__(level_threads, level_blocks)
    judge_levels_by_warp(LevelArguments arguments) {
  judge_levels<WarpGroup>(arguments);
}
__global__ void __launch_bounds__(level_threads, level_blocks)
    judge_levels_by_block(LevelArguments arguments) {
  judge_levels<BlockGroup>(arguments);
}

__global__ void __launch_bounds__(level_threads, undecided_blocks)
    judge_undecided_levels(LevelArguments arguments) {
  BRINK_DYNAMIC_SHARED(std::uint32_t, shared);
  judge_undecided(arguments, shared);
}
__global__ void __launch_bounds__(level_threads, undecided_blocks)
    judge_undecided_levels_globally(LevelArguments arguments) {
  judge_undecided(arguments,
                  arguments.histogram + std::uint64_t{blockIdx.x} * arguments.plan.storage);
}

}  // namespace brink::device
