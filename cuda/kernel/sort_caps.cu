// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/sort_caps.hpp"

#include "cuda/kernel/marked_pixels.cuh"
#include "cuda/kernel/stop.cuh"

namespace brink::device {
namespace {

/// Finds the class of a place by bisection.
__device__ std::uint32_t class_of(const SortCapsArguments& arguments, std::uint32_t place) {
  std::uint32_t low = 0;
  std::uint32_t high = arguments.classes.classes;
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    (place < arguments.begin[middle] ? high : low) = middle;
  }
  return low;
}

}  // namespace

__global__ void __launch_bounds__(256) list_caps(SortCapsArguments arguments) {
  const std::uint64_t work = arguments.range.images * arguments.parts;
  const std::uint64_t stride = std::uint64_t{gridDim.x} * blockDim.x;
  StopWatch watch(arguments.range.stop);
  for (std::uint64_t unit = std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x;
       unit < work && !watch.stopped(); unit += stride) {
    const std::uint64_t image = unit / arguments.parts;
    std::uint16_t* const listed = arguments.listed + image * arguments.places;
    const ImageBlocks<false> drawn(arguments.source, arguments.range.first + image);
    for (auto block = static_cast<std::uint32_t>(unit % arguments.parts);
         block < arguments.source.blocks; block += arguments.parts) {
      each_marked_pixel(drawn, arguments.order, block, arguments.cap_place,
                        [&](std::uint32_t number, std::uint32_t cap) {
                          if (number != 0) listed[number - 1] = static_cast<std::uint16_t>(cap);
                        });
    }
  }
}

__global__ void __launch_bounds__(256) sort_caps(SortCapsArguments arguments) {
  const std::uint64_t work = arguments.range.images * arguments.parts;
  const std::uint64_t stride = std::uint64_t{gridDim.x} * blockDim.x;
  StopWatch watch(arguments.range.stop, StopWatch::First::at_once);
  for (std::uint64_t unit = std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x;
       unit < work && !watch.stopped(); unit += stride) {
    const std::uint64_t image = unit / arguments.parts;
    const std::uint16_t* const listed = arguments.listed + image * arguments.places;
    std::uint16_t* const sorted = arguments.sorted + image * arguments.places;
    std::uint64_t reach = 0;
    for (auto place = static_cast<std::uint32_t>(unit % arguments.parts); place < arguments.places;
         place += arguments.parts) {
      const std::uint32_t weight_class = class_of(arguments, place);
      const std::uint32_t first = arguments.begin[weight_class];
      const std::uint32_t end = arguments.begin[weight_class + 1];
      const std::uint32_t cap = listed[place];
      std::uint32_t before = 0;  // equal caps keep their order
      for (std::uint32_t other = first; other < place; ++other) before += listed[other] <= cap;
      for (std::uint32_t other = place + 1; other < end; ++other) before += listed[other] < cap;
      sorted[first + before] = static_cast<std::uint16_t>(cap);
      reach += arguments.classes.weight[weight_class] * cap;  // below 2^26
    }
    if (reach > 0) atomicAdd(&arguments.reach[image], static_cast<unsigned long long>(reach));
  }
}

}  // namespace brink::device
