// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/pixel.hpp"

#include <cuda_runtime.h>

#include "cuda/kernel/shared.hpp"

namespace brink::device {
namespace {

/// Word 0 to 3 of a block; an index into it would put the block into memory.
__device__ std::uint32_t word_of(const Block& block, std::uint32_t place) {
  const std::uint32_t low = place == 0 ? block.word[0] : block.word[1];
  const std::uint32_t high = place == 2 ? block.word[2] : block.word[3];
  return place < 2 ? low : high;
}

/// ImageSource::level of the pixel that decides.
__device__ std::uint32_t level_of(const PixelArguments& arguments, std::uint64_t image) {
  const ImageSource& source = arguments.source;
  const Shape& shape = source.shape;
  if (source.exhaustive) {
    return static_cast<std::uint32_t>(image >> (arguments.pixel * shape.b)) & shape.top_level();
  }
  const std::uint32_t fields = shape.pixels_per_word();
  const std::uint64_t position = arguments.pixel / fields;
  const auto field = static_cast<std::uint32_t>(arguments.pixel % fields);
  const Block block = stream_block(shape.stream(Domain::image), source.seed, image, position / 4);
  const std::uint32_t word = word_of(block, static_cast<std::uint32_t>(position % 4));
  return (word >> (field * shape.b)) & shape.top_level();
}

}  // namespace

__global__ void __launch_bounds__(256) tally_pixel(PixelArguments arguments) {
  BRINK_DYNAMIC_SHARED(std::uint32_t, cached);
  for (std::uint32_t i = threadIdx.x; i < arguments.cached; i += blockDim.x) cached[i] = 0;
  __syncthreads();
  const std::uint64_t stride = std::uint64_t{gridDim.x} * blockDim.x;
  for (std::uint64_t image = std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x;
       image < arguments.range.images; image += stride) {
    const std::uint32_t level = level_of(arguments, arguments.range.first + image);
    if (level < arguments.cached) {
      atomicAdd(&cached[level], 1u);
    } else {
      atomicAdd(&arguments.images_with[level], 1ull);
    }
  }
  __syncthreads();
  for (std::uint32_t i = threadIdx.x; i < arguments.cached; i += blockDim.x) {
    if (cached[i] > 0) {
      atomicAdd(&arguments.images_with[i], static_cast<unsigned long long>(cached[i]));
    }
  }
}

}  // namespace brink::device
