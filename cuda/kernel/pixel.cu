// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>

#include "cuda/kernel/judge.cuh"
#include "cuda/kernel/pixel.hpp"

namespace brink::device {

__global__ void __launch_bounds__(256) judge_pixels(PixelArguments arguments) {
  const std::uint64_t stride = std::uint64_t{gridDim.x} * blockDim.x;
  for (std::uint64_t image = std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x;
       image < arguments.range.images; image += stride) {
    const std::uint32_t level =
        arguments.source.level(arguments.range.first + image, arguments.pixel);
    for (std::uint32_t item = 0; item < arguments.cells.items(); ++item) {
      judge_item(arguments.cells, item, level, true);
    }
  }
}

}  // namespace brink::device
