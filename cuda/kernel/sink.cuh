// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include "cuda/kernel/cells.hpp"

namespace brink::device {

__device__ inline void add_cost(const CostSink& sink, std::uint64_t cost) {
  if (cost < sink.dense_size) {
    atomicAdd(&sink.dense[cost], 1u);
  } else {
    sink.wide[atomicAdd(sink.wide_count, 1u)] = cost;
  }
}

/// Adds both ends of a cost at rule `p`.
__device__ inline void add_cost(const DeviceCell& cell, std::uint32_t p, const CostBracket& cost) {
  add_cost(cell.upper[p], cost.upper);
  if (cell.lower != nullptr && cell.lower[p].wide_count != nullptr) {
    add_cost(cell.lower[p], cost.lower);
  }
}

__device__ inline void add_undecided(const Undecided& undecided, std::uint64_t entry) {
  undecided.entry[atomicAdd(undecided.count, 1u)] = entry;
}

}  // namespace brink::device
