// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/draw_images.hpp"

#include <cuda_runtime.h>

namespace brink::device {

__global__ void __launch_bounds__(256) draw_images(DrawImagesArguments arguments) {
  const ImageSource& source = arguments.source;
  const std::uint64_t blocks = source.shape.blocks();
  const std::uint64_t work = arguments.range.images * blocks;
  const std::uint64_t stride = std::uint64_t{gridDim.x} * blockDim.x;
  for (std::uint64_t item = std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x; item < work;
       item += stride) {
    const std::uint64_t image = arguments.range.first + item / blocks;
    const std::uint64_t position = item % blocks;
    arguments.out[(image & arguments.mask) * blocks + position] =
        distributed_block(source.distribution, source.shape, source.seed, image, position);
  }
}

}  // namespace brink::device
