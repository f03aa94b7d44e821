// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/ones.hpp"

#include <cuda_runtime.h>

#include "cuda/kernel/count_ones.cuh"
#include "cuda/kernel/group.cuh"
#include "cuda/kernel/stop.cuh"

namespace brink::device {
namespace {

/// The ones of a single client.
template <class Group>
__device__ void count(const Group& group, const OnesArguments& arguments, std::uint64_t image,
                      std::uint32_t (&ones)[1]) {
  ones[0] = count_ones(arguments.source, arguments.client[0].masks, image, 0,
                       arguments.source.blocks, group.rank(), group.size());
}

template <bool plain, class Group>
__device__ void count_shared(const Group& group, const OnesArguments& arguments,
                             std::uint64_t image, std::uint32_t (&ones)[most_ones_clients]) {
  const ImageBlocks<plain> blocks(arguments.source, image);
  blocks.template each<1>(group.rank(), arguments.source.blocks, group.size(),
                          [&](std::uint32_t position, const Block& block) {
                            BRINK_UNROLLED(most_ones_clients)
                            for (std::uint32_t c = 0; c < most_ones_clients; ++c) {
                              if (c >= arguments.clients) break;
                              Block own = block;
                              arguments.client[c].masks.apply(position, own);
                              for (const std::uint32_t word : own.word) ones[c] += ones_of(word);
                            }
                          });
}

template <class Group>
__device__ void count(const Group& group, const OnesArguments& arguments, std::uint64_t image,
                      std::uint32_t (&ones)[most_ones_clients]) {
  if (arguments.source.plain()) {
    count_shared<true>(group, arguments, image, ones);
  } else {
    count_shared<false>(group, arguments, image, ones);
  }
}

__device__ void tally(const OnesClient& client, std::uint32_t* windows, std::uint32_t ones) {
  const std::uint32_t place = ones - client.window_first;  // below the window: huge
  if (place < client.window) {
    atomicAdd(&windows[client.begin + place], 1u);
  } else {
    atomicAdd(&client.images_with[ones], 1ull);
  }
}

template <class Group, std::uint32_t most>
__device__ void tally_ones(const OnesArguments& arguments) {
  BRINK_DYNAMIC_SHARED(std::uint32_t, shared);
  const auto words = static_cast<std::uint32_t>(arguments.words);
  const std::uint32_t entries = words * arguments.copies;
  for (std::uint32_t i = threadIdx.x; i < entries; i += blockDim.x) shared[i] = 0;
  __syncthreads();
  const Group group;
  std::uint32_t* const windows =
      shared + (threadIdx.x / warp_threads & (arguments.copies - 1)) * words;
  StopWatch watch(arguments.range.stop);
  // Images of single threads are so small that looking at the watch would be felt.
  const std::uint64_t images_a_look = Group::by_warps ? 1 : 16;
  const std::uint64_t images = arguments.range.images;
  std::uint64_t image = group.lead() + group.offset();
  while (image < images && !group.any(group.rank() == 0 && watch.stopped())) {
    const std::uint64_t next = image + images_a_look * group.stride();
    const std::uint64_t end = next < images ? next : images;
    for (; image < end; image += group.stride()) {
      std::uint32_t ones[most] = {};
      count(group, arguments, arguments.range.first + image, ones);
      group.sum(ones);
      if (group.rank() != 0) continue;
      BRINK_UNROLLED(most)
      for (std::uint32_t c = 0; c < most; ++c) {
        if (most == 1 || c < arguments.clients) tally(arguments.client[c], windows, ones[c]);
      }
    }
  }
  __syncthreads();
  for (std::uint32_t c = 0; c < arguments.clients; ++c) {
    const OnesClient& client = arguments.client[c];
    for (std::uint32_t i = threadIdx.x; i < client.window; i += blockDim.x) {
      unsigned long long found = 0;
      for (std::uint32_t copy = 0; copy < arguments.copies; ++copy) {
        found += shared[copy * words + client.begin + i];
      }
      if (found > 0) atomicAdd(&client.images_with[client.window_first + i], found);
    }
  }
}

}  // namespace

__global__ void __launch_bounds__(256) tally_ones_by_thread(OnesArguments arguments) {
  tally_ones<ThreadGroup, 1>(arguments);
}
__global__ void __launch_bounds__(256) tally_ones_by_warp(OnesArguments arguments) {
  tally_ones<WarpGroup, 1>(arguments);
}
__global__ void __launch_bounds__(256) tally_ones_by_block(OnesArguments arguments) {
  tally_ones<BlockGroup, 1>(arguments);
}
__global__ void __launch_bounds__(256, 4) tally_shared_ones_by_thread(OnesArguments arguments) {
  tally_ones<ThreadGroup, most_ones_clients>(arguments);
}
__global__ void __launch_bounds__(256, 4) tally_shared_ones_by_warp(OnesArguments arguments) {
  tally_ones<WarpGroup, most_ones_clients>(arguments);
}
__global__ void __launch_bounds__(256, 4) tally_shared_ones_by_block(OnesArguments arguments) {
  tally_ones<BlockGroup, most_ones_clients>(arguments);
}

}  // namespace brink::device
