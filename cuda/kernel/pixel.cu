// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/pixel.hpp"

#include <cuda_runtime.h>

#include "cuda/kernel/judge.cuh"
#include "cuda/kernel/shared.hpp"

namespace brink::device {
namespace {

/// Word 0 to 3 of a block. Indexing the array instead would put the block into memory.
__device__ std::uint32_t word_of(const Block& block, std::uint32_t place) {
  const std::uint32_t low = place == 0 ? block.word[0] : block.word[1];
  const std::uint32_t high = place == 2 ? block.word[2] : block.word[3];
  return place < 2 ? low : high;
}

/// ImageSource::level of images that are stored or drawn pixel by pixel.
__device__ std::uint32_t level_of(const ImageSource& source, std::uint64_t image,
                                  std::uint64_t pixel) {
  const Shape& shape = source.shape;
  if (source.exhaustive) {
    return static_cast<std::uint32_t>(image >> (pixel * shape.b)) & shape.top_level();
  }
  const std::uint32_t fields = shape.pixels_per_word();
  const std::uint64_t position = pixel / fields;
  const auto field = static_cast<std::uint32_t>(pixel % fields);
  std::uint32_t word;
  if (source.stored != nullptr) {
    word = source.stored_image(image)[position];
  } else {
    const Block block = stream_block(shape.stream(Domain::image), source.seed, image, position / 4);
    word = word_of(block, static_cast<std::uint32_t>(position % 4));
  }
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
    const std::uint32_t level =
        level_of(arguments.source, arguments.range.first + image, arguments.pixel);
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

__global__ void __launch_bounds__(256) judge_pixel_pairs(PixelPairArguments arguments) {
  const Cells& cells = arguments.cells;
  const std::uint64_t stride = std::uint64_t{gridDim.x} * blockDim.x;
  for (std::uint64_t image = std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x;
       image < arguments.range.images; image += stride) {
    for (std::uint32_t place = 0; place < cells.cells; ++place) {
      const CellPlan& plan = cells.cell[place].plan;
      const std::uint64_t number = arguments.range.first + image;
      LevelPair levels{level_of(arguments.source, number, plan.pixel), 0};
      if (plan.shape.pixels() > 1) {
        levels.second = level_of(arguments.source, number, second_pixel(plan));
      }
      for (std::uint32_t p = 0; p < cells.rules; ++p) {
        judge_item(cells, place * cells.rules + p, levels, true);
      }
    }
  }
}

}  // namespace brink::device
