// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/count_pairs.hpp"

#include "cuda/kernel/group.cuh"
#include "cuda/kernel/marked_pixels.cuh"
#include "cuda/kernel/shared.hpp"
#include "cuda/kernel/stop.cuh"

namespace brink::device {
namespace {

constexpr std::uint32_t block_threads = 256;

}  // namespace

__global__ void __launch_bounds__(block_threads) clear_pairs(CountPairsArguments arguments) {
  const std::uint32_t levels = arguments.order.shape.levels();
  const std::uint32_t classes = arguments.classes.classes;
  const std::uint32_t lane = threadIdx.x % warp_threads;
  const std::uint64_t work = arguments.images() * classes;
  const std::uint64_t stride = std::uint64_t{gridDim.x} * (blockDim.x / warp_threads);
  for (std::uint64_t unit = (std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x) / warp_threads;
       unit < work; unit += stride) {
    const auto weight_class = static_cast<std::uint32_t>(unit % classes);
    const std::uint64_t image = arguments.image(unit / classes);
    std::uint32_t* const count =
        arguments.count + image * arguments.pairs() + std::uint64_t{weight_class} * levels;
    const bool whole = weight_class >= arguments.windows.whole;
    const std::uint32_t end = whole ? levels : arguments.windows.low;
    for (std::uint32_t cap = lane; cap < end; cap += warp_threads) count[cap] = 0;
  }
}

// Without a number of blocks ptxas takes so few registers that it spills.
__global__ void __launch_bounds__(block_threads, 4) count_pairs(CountPairsArguments arguments) {
  const std::uint32_t levels = arguments.order.shape.levels();
  const std::uint32_t blocks = arguments.source.blocks;
  const WeightedWindows windows = arguments.windows;
  const std::uint64_t work = arguments.images() * arguments.parts;
  const std::uint64_t stride = std::uint64_t{gridDim.x} * blockDim.x;
  StopWatch watch(arguments.range.stop);
  for (std::uint64_t unit = std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x;
       unit < work && !watch.stopped(); unit += stride) {
    const std::uint64_t image = arguments.image(unit / arguments.parts);
    std::uint32_t* const count = arguments.count + image * arguments.pairs();
    const ImageBlocks<false> drawn(arguments.source, arguments.range.first + image);
    std::uint64_t reach = 0;
    for (auto block = static_cast<std::uint32_t>(unit % arguments.parts); block < blocks;
         block += arguments.parts) {
      each_marked_pixel(drawn, arguments.order, block, arguments.row,
                        [&](std::uint32_t row, std::uint32_t cap) {
                          if (row == 0) return;
                          reach += arguments.classes.weight[row - 1] * cap;  // below 2^26
                          if (row - 1 < windows.whole && cap >= windows.low) return;
                          atomicAdd(&count[std::uint64_t{row - 1} * levels + cap], 1u);
                        });
    }
    if (arguments.listed == nullptr) {
      atomicAdd(&arguments.reach[image], static_cast<unsigned long long>(reach));
    }
  }
}

__global__ void __launch_bounds__(block_threads) count_pairs_shared(CountPairsArguments arguments) {
  BRINK_DYNAMIC_SHARED(std::uint32_t, bin);  // [row * q + cap][copy]
  const std::uint32_t levels = arguments.order.shape.levels();
  const std::uint32_t copies = arguments.copies;
  const auto pairs = static_cast<std::uint32_t>(arguments.pairs());
  const std::uint32_t blocks = arguments.source.blocks;
  const std::uint64_t work = arguments.range.images * arguments.parts;
  StopWatch watch(arguments.range.stop);
  for (std::uint64_t unit = blockIdx.x; unit < work; unit += gridDim.x) {
    if (BlockGroup().any(threadIdx.x == 0 && watch.stopped())) break;
    const std::uint64_t image = unit / arguments.parts;
    for (std::uint32_t i = threadIdx.x; i < (pairs + levels) * copies; i += blockDim.x) bin[i] = 0;
    __syncthreads();

    std::uint32_t* const own = bin + threadIdx.x % copies;
    const ImageBlocks<false> drawn(arguments.source, arguments.range.first + image);
    const std::uint32_t stride = arguments.parts * blockDim.x;
    for (std::uint32_t block =
             static_cast<std::uint32_t>(unit % arguments.parts) * blockDim.x + threadIdx.x;
         block < blocks; block += stride) {
      each_marked_pixel(drawn, arguments.order, block, arguments.row,
                        [&](std::uint32_t row, std::uint32_t cap) {
                          atomicAdd(&own[(row * levels + cap) * copies], 1u);
                        });
    }
    __syncthreads();

    std::uint32_t* const count = arguments.count + image * pairs;
    std::uint64_t reach = 0;
    for (std::uint32_t pair = threadIdx.x; pair < pairs; pair += blockDim.x) {
      std::uint32_t pixels = 0;
      // Each lane begins with another copy, so that the lanes read from different banks.
      for (std::uint32_t copy = 0; copy < copies; ++copy) {
        pixels += bin[(pair + levels) * copies + ((copy + threadIdx.x) & (copies - 1))];
      }
      if (pixels == 0) continue;
      atomicAdd(&count[pair], pixels);
      const std::uint32_t weight = arguments.classes.weight[pair / levels];
      reach += std::uint64_t{weight * (pair % levels)} * pixels;
    }
    if (reach > 0) atomicAdd(&arguments.reach[image], static_cast<unsigned long long>(reach));
    __syncthreads();
  }
}

}  // namespace brink::device
