// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/tally.hpp"

#include "cuda/kernel/shared.hpp"

namespace brink::device {

__global__ void __launch_bounds__(256) compact_dense(CompactArguments arguments) {
  const std::uint64_t stride = std::uint64_t{gridDim.x} * blockDim.x;
  for (std::uint64_t place = std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x;
       place < arguments.size; place += stride) {
    const std::uint32_t images = arguments.dense[place];
    if (images == 0) continue;
    arguments.dense[place] = 0;
    arguments.found[atomicAdd(arguments.found_count, 1u)] = {static_cast<std::uint32_t>(place),
                                                             images};
  }
}

__global__ void __launch_bounds__(256) round_costs(RoundArguments arguments) {
  const CostList& list = arguments.list;
  const std::uint64_t stride = std::uint64_t{gridDim.x} * blockDim.x;
  for (std::uint64_t place = std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x;
       place < list.size; place += stride) {
    const std::uint64_t cost = list.cost[place];
    list.cost[place] = list.rounding.rounded(cost, arguments.bits, list.rounding.passed(cost));
  }
}

/// Many neighbours become equal at the same few numbers of bits, so a block counts in shared
/// memory first.
__global__ void __launch_bounds__(256) count_joined(JoinArguments arguments) {
  BRINK_SHARED(std::uint32_t, joined, CostRounding::entries);
  for (unsigned entry = threadIdx.x; entry < CostRounding::entries; entry += blockDim.x) {
    joined[entry] = 0;
  }
  __syncthreads();
  const CostList& list = arguments.list;
  const std::uint64_t stride = std::uint64_t{gridDim.x} * blockDim.x;
  for (std::uint64_t place = std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x + 1;
       place < list.size; place += stride) {
    const std::uint64_t below = list.cost[place - 1], above = list.cost[place];
    if (below == above) continue;
    const int bits = list.rounding.bits_that_join(below, above, list.rounding.passed(below));
    atomicAdd(&joined[bits - CostRounding::never], 1u);
  }
  __syncthreads();
  for (unsigned entry = threadIdx.x; entry < CostRounding::entries; entry += blockDim.x) {
    if (joined[entry] > 0) atomicAdd(&arguments.joined[entry], joined[entry]);
  }
}

}  // namespace brink::device
