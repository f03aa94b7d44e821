// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/draw_counts.hpp"
#include "cuda/kernel/shared.hpp"
#include "cuda/kernel/split.cuh"

namespace brink::device {

__global__ void __launch_bounds__(256) draw_ones(DrawOnesArguments arguments) {
  BRINK_DYNAMIC_SHARED(std::uint32_t, bin);  // [ones - first_listed]
  if (arguments.in_shared) {
    for (std::uint32_t i = threadIdx.x; i < arguments.listed; i += blockDim.x) bin[i] = 0;
    __syncthreads();
  }
  const auto pixels = static_cast<std::uint32_t>(arguments.source.shape.pixels());
  constexpr std::uint32_t root = 1;
  const std::uint64_t stride = std::uint64_t{gridDim.x} * blockDim.x;
  for (std::uint64_t image = std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x;
       image < arguments.range.images; image += stride) {
    const DeviceSplitStream stream(arguments.source, arguments.range.first + image);
    const std::uint32_t ones = split(*arguments.source.tables, pixels, root, stream);
    const std::uint32_t place = ones - arguments.first_listed;  // below the list: huge
    if (place >= arguments.listed) {
      const std::uint32_t other = atomicAdd(arguments.others_count, 1u);
      if (other < arguments.most_others) arguments.others[other] = ones;
    } else if (arguments.in_shared) {
      atomicAdd(&bin[place], 1u);
    } else {
      atomicAdd(&arguments.images[place], 1ull);
    }
  }
  if (!arguments.in_shared) return;
  __syncthreads();
  for (std::uint32_t i = threadIdx.x; i < arguments.listed; i += blockDim.x) {
    if (bin[i] > 0) atomicAdd(&arguments.images[i], static_cast<unsigned long long>(bin[i]));
  }
}

}  // namespace brink::device
