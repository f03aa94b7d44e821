// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/ones.hpp"

#include <cuda_runtime.h>

#include "cuda/kernel/count_ones.cuh"
#include "cuda/kernel/group.cuh"
#include "cuda/kernel/stop.cuh"

namespace brink::device {
namespace {

template <class Group>
__device__ void tally_ones(const OnesArguments& arguments) {
  BRINK_DYNAMIC_SHARED(std::uint32_t, windows);
  const std::uint32_t entries = arguments.window * arguments.copies;
  for (std::uint32_t i = threadIdx.x; i < entries; i += blockDim.x) windows[i] = 0;
  __syncthreads();
  const Group group;
  std::uint32_t* const window =
      windows + (threadIdx.x / warp_threads & (arguments.copies - 1)) * arguments.window;
  StopWatch watch(arguments.range.stop);
  // Images of single threads are so small that looking at the watch would be felt.
  const std::uint64_t images_a_look = Group::by_warps ? 1 : 16;
  const std::uint64_t images = arguments.range.images;
  std::uint64_t image = group.lead() + group.offset();
  while (image < images && !group.any(group.rank() == 0 && watch.stopped())) {
    const std::uint64_t next = image + images_a_look * group.stride();
    const std::uint64_t end = next < images ? next : images;
    for (; image < end; image += group.stride()) {
      std::uint32_t ones[1] = {count_ones(arguments.source, arguments.range.first + image, 0,
                                          arguments.source.blocks, group.rank(), group.size())};
      group.sum(ones);
      if (group.rank() != 0) continue;
      const std::uint32_t place = ones[0] - arguments.window_first;  // below the window: huge
      if (place < arguments.window) {
        atomicAdd(&window[place], 1u);
      } else {
        atomicAdd(&arguments.images_with[ones[0]], 1ull);
      }
    }
  }
  __syncthreads();
  for (std::uint32_t i = threadIdx.x; i < arguments.window; i += blockDim.x) {
    unsigned long long images = 0;
    for (std::uint32_t copy = 0; copy < arguments.copies; ++copy) {
      images += windows[copy * arguments.window + i];
    }
    if (images > 0) atomicAdd(&arguments.images_with[arguments.window_first + i], images);
  }
}

}  // namespace

__global__ void __launch_bounds__(256) tally_ones_by_thread(OnesArguments arguments) {
  tally_ones<ThreadGroup>(arguments);
}
__global__ void __launch_bounds__(256) tally_ones_by_warp(OnesArguments arguments) {
  tally_ones<WarpGroup>(arguments);
}
__global__ void __launch_bounds__(256) tally_ones_by_block(OnesArguments arguments) {
  tally_ones<BlockGroup>(arguments);
}

}  // namespace brink::device
