// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/kernel/group.cuh"
#include "cuda/kernel/judge.cuh"
#include "cuda/kernel/levels.hpp"

namespace brink::device {

/// Gathers the results of a block's images in shared memory before they go to the sinks: the
/// images inside, and the costs below `cached`. Where images are small, a device judges more
/// images in a clock than one address of its memory takes additions, and nearly all of their
/// costs are the same few numbers.
class Recorder {
 public:
  __device__ Recorder(const Cells& cells, std::uint32_t cached, std::uint32_t* words)
      : cells_(cells), cached_(cached), inside_(words), cost_(words + cells.cells) {}

  /// All threads of a block call both functions, clear() before a barrier and flush() after one.
  __device__ void clear() const {
    const std::uint32_t words = recorder_words(cells_, cached_);
    for (std::uint32_t i = threadIdx.x; i < words; i += blockDim.x) inside_[i] = 0;
  }
  __device__ void flush() const {
    for (std::uint32_t i = threadIdx.x; i < cells_.cells; i += blockDim.x) {
      if (inside_[i] > 0) {
        atomicAdd(cells_.cell[i].in_class, static_cast<unsigned long long>(inside_[i]));
      }
    }
    for (std::uint32_t i = threadIdx.x; i < cells_.items() * cached_; i += blockDim.x) {
      if (cost_[i] > 0) atomicAdd(&upper(i / cached_).dense[i % cached_], cost_[i]);
    }
  }

  /// Records one item of an image.
  __device__ void add(std::uint32_t item, const Verdict& verdict) const {
    if (!verdict.inside) return;
    add_inside(item);
    if (!verdict.known || add_cached(item, verdict)) return;
    add_cost(cell(item), item % cells_.rules, verdict.cost);
  }

  /// Does the same for the lanes of a warp that each come to the same item of their own image.
  /// Lanes that append a cost take their places together. All lanes of the warp call it.
  __device__ void add_together(std::uint32_t item, const Verdict& verdict) const {
    if (verdict.inside) add_inside(item);
    const bool known = verdict.inside && verdict.known;
    const bool rest = known && !add_cached(item, verdict);
    const CostSink& sink = upper(item);
    const bool wide = rest && verdict.cost.upper >= sink.dense_size;
    const std::uint32_t lanes = __ballot_sync(all_lanes, wide);
    const std::uint32_t lane = threadIdx.x % warp_threads;
    const std::uint32_t before = lanes & ((1u << lane) - 1);
    std::uint32_t place = 0;
    if (wide && before == 0) {
      place = atomicAdd(sink.wide_count, static_cast<std::uint32_t>(__popc(lanes)));
    }
    if (lanes != 0) place = __shfl_sync(all_lanes, place, __ffs(static_cast<int>(lanes)) - 1);
    if (wide) {
      sink.wide[place + static_cast<std::uint32_t>(__popc(before))] = verdict.cost.upper;
    } else if (rest) {
      atomicAdd(&sink.dense[verdict.cost.upper], 1u);
    }
  }

  /// Calls the one of the two functions above that suits the threads of a Group. All threads of
  /// the group call it.
  template <class Group>
  __device__ void add_from(std::uint32_t item, const Verdict& verdict) const {
    if (Group::by_warps) {
      add(item, verdict);
    } else {
      add_together(item, verdict);
    }
  }

 private:
  __device__ const DeviceCell& cell(std::uint32_t item) const {
    return cells_.cell[item / cells_.rules];
  }
  __device__ const CostSink& upper(std::uint32_t item) const {
    return cell(item).upper[item % cells_.rules];
  }
  __device__ void add_inside(std::uint32_t item) const {
    if (item % cells_.rules == 0) atomicAdd(&inside_[item / cells_.rules], 1u);
  }
  /// Returns whether the cost was counted in shared memory.
  __device__ bool add_cached(std::uint32_t item, const Verdict& verdict) const {
    const std::uint64_t cost = verdict.cost.upper;
    if (cost >= cached_ || cost >= upper(item).dense_size) return false;
    atomicAdd(&cost_[item * cached_ + static_cast<std::uint32_t>(cost)], 1u);
    return true;
  }

  const Cells& cells_;
  std::uint32_t cached_;
  std::uint32_t* inside_;  ///< [cell]
  std::uint32_t* cost_;    ///< [item * cached + cost]
};

}  // namespace brink::device
