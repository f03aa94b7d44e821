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
template <class Totals>
__device__ bool join_parts(const LevelArguments& arguments, std::uint32_t clients,
                           std::uint64_t image, std::uint32_t* storage, Totals& totals) {
  BRINK_SHARED(std::uint32_t, last, 1);
  unsigned long long* const slot = arguments.slot + image * slot_words(arguments);
  unsigned long long* const stored = slot + level_totals * clients;
  for (std::uint32_t i = threadIdx.x; i < arguments.storage; i += blockDim.x) {
    if (storage[i] > 0) atomicAdd(&stored[i], static_cast<unsigned long long>(storage[i]));
  }
  for (std::uint32_t c = 0; c < clients && threadIdx.x == 0; ++c) {
    const LevelTotals own = totals[c];
    atomicAdd(slot + level_totals * c, own.sum[0]);
    BRINK_UNROLLED(level_totals)
    for (std::uint32_t i = 1; i < level_totals; ++i) {
      if (own.pixels[i - 1] == 0) continue;
      atomicAdd(slot + level_totals * c + i, static_cast<unsigned long long>(own.pixels[i - 1]));
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
  for (std::uint32_t c = 0; c < clients; ++c) {
    LevelTotals own;
    own.sum[0] = slot[level_totals * c];
    BRINK_UNROLLED(level_totals)
    for (std::uint32_t i = 1; i < level_totals; ++i) {
      own.pixels[i - 1] = static_cast<std::uint32_t>(slot[level_totals * c + i]);
    }
    totals[c] = own;
  }
  for (std::uint32_t i = threadIdx.x; i < arguments.storage; i += blockDim.x) {
    storage[i] = static_cast<std::uint32_t>(stored[i]);
  }
  __syncthreads();
  return true;
}

template <class Group>
__device__ void judge_client(const Group& group, const LevelArguments& arguments,
                             const LevelClient& client, const LevelCounts& counts,
                             std::uint32_t image, bool judges, const Recorder& recorder) {
  const Cells& cells = arguments.cells;
  for (std::uint32_t item = client.items + group.rank(); item < client.items_end;
       item += group.size()) {
    Verdict verdict;
    if (judges) verdict = judge_counts(cells, item, counts);
    recorder.add_from<Group>(item, verdict);
    if (!verdict.known)
      add_undecided(arguments.undecided, std::uint64_t{image} * cells.items() + item);
  }
}

/// @param shared the recorder's words, then storages
template <class Group, class Totals>
__device__ void judge_levels(const LevelArguments& arguments, std::uint32_t* shared,
                             Totals& totals) {
  constexpr bool may_share = std::is_same<Group, BlockGroup>::value;
  const Group group;
  const Recorder recorder(arguments.cells, arguments.cached, shared);
  recorder.clear();
  __syncthreads();
  std::uint32_t* const storage = shared + recorder_words(arguments.cells, arguments.cached) +
                                 group.in_block() * arguments.storage;
  const std::uint32_t clients = Totals::single ? 1 : arguments.clients;
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
    count_image(group, arguments, arguments.client, clients, arguments.range.first + image, begin,
                end, storage, totals);
    if (may_share && parts > 1 && !join_parts(arguments, clients, image, storage, totals)) {
      continue;
    }
    BRINK_ROLLED
    for (std::uint32_t c = 0; c < clients; ++c) {
      const LevelClient& client = arguments.client[c];
      const LevelCounts counts = counts_of(group, client.plan, totals[c], storage + client.storage);
      judge_client(group, arguments, client, counts, image, judges, recorder);
    }
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
    const auto item = static_cast<std::uint32_t>(entry % items);
    std::uint32_t c = 0;
    while (item >= arguments.client[c].items_end) ++c;
    const LevelClient* const client = arguments.client + c;
    SingleTotals totals;
    count_image(group, arguments, client, 1, arguments.range.first + entry / items, 0,
                arguments.source.blocks, storage, totals);
    const LevelCounts counts = counts_of(group, client->plan, totals[0], storage);
    if (threadIdx.x == 0) judge_item(arguments.cells, item, counts, false);
    __syncthreads();
  }
}

template <class Group>
__device__ void judge_alone(const LevelArguments& arguments) {
  BRINK_DYNAMIC_SHARED(std::uint32_t, shared);
  SingleTotals totals;
  judge_levels<Group>(arguments, shared, totals);
}

template <class Group>
__device__ void judge_shared(const LevelArguments& arguments) {
  BRINK_DYNAMIC_SHARED(LevelTotals, shared);
  SharedTotals totals(shared);
  LevelTotals* const end = shared + arguments.clients * blockDim.x;
  judge_levels<Group>(arguments, reinterpret_cast<std::uint32_t*>(end), totals);
}

}  // namespace

__global__ void __launch_bounds__(level_threads, level_blocks)
    judge_levels_by_thread(LevelArguments arguments) {
  judge_alone<ThreadGroup>(arguments);
}
__global__ void __launch_bounds__(level_threads, level_blocks)
    judge_levels_by_warp(LevelArguments arguments) {
  judge_alone<WarpGroup>(arguments);
}
__global__ void __launch_bounds__(level_threads, level_blocks)
    judge_levels_by_block(LevelArguments arguments) {
  judge_alone<BlockGroup>(arguments);
}
__global__ void __launch_bounds__(level_threads, shared_level_blocks)
    judge_shared_levels_by_thread(LevelArguments arguments) {
  judge_shared<ThreadGroup>(arguments);
}
__global__ void __launch_bounds__(level_threads, shared_level_blocks)
    judge_shared_levels_by_warp(LevelArguments arguments) {
  judge_shared<WarpGroup>(arguments);
}
__global__ void __launch_bounds__(level_threads, shared_level_blocks)
    judge_shared_levels_by_block(LevelArguments arguments) {
  judge_shared<BlockGroup>(arguments);
}

__global__ void __launch_bounds__(level_threads, undecided_blocks)
    judge_undecided_levels(LevelArguments arguments) {
  BRINK_DYNAMIC_SHARED(std::uint32_t, shared);
  judge_undecided(arguments, shared);
}
__global__ void __launch_bounds__(level_threads, undecided_blocks)
    judge_undecided_levels_globally(LevelArguments arguments) {
  judge_undecided(arguments, arguments.histogram + std::uint64_t{blockIdx.x} * arguments.storage);
}

}  // namespace brink::device
