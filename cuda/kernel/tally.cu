// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/tally.hpp"

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

}  // namespace brink::device
