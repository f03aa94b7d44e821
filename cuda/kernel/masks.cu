// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/masks.hpp"

#include <cuda_runtime.h>

namespace brink::device {
namespace {

/// Reads the words of a stream in ascending order and draws each block once.
class AscendingWords {
 public:
  __device__ AscendingWords(std::uint32_t stream, std::uint64_t seed)
      : stream_(stream), seed_(seed) {}

  __device__ std::uint32_t at(std::uint64_t position) {
    if (position / 4 != drawn_) {
      drawn_ = position / 4;
      block_ = stream_block(stream_, seed_, 0, drawn_);
    }
    const std::uint32_t low = position % 2 == 0 ? block_.word[0] : block_.word[1];
    const std::uint32_t high = position % 2 == 0 ? block_.word[2] : block_.word[3];
    return position % 4 < 2 ? low : high;
  }

 private:
  std::uint32_t stream_;
  std::uint64_t seed_;
  std::uint64_t drawn_ = ~std::uint64_t{0};
  Block block_{};
};

}  // namespace

__global__ void __launch_bounds__(256) make_cap_masks(MaskArguments arguments) {
  const Shape shape = arguments.shape;
  const std::uint64_t pixels = shape.pixels();
  const std::uint32_t fields = shape.pixels_per_word();
  const std::uint64_t words = shape.blocks() * 4;
  auto* const flips = reinterpret_cast<std::uint32_t*>(arguments.flip);
  auto* const keeps = reinterpret_cast<std::uint32_t*>(arguments.keep);
  AscendingWords weights(shape.stream(Domain::weights), arguments.seed);
  const std::uint64_t stride = std::uint64_t{gridDim.x} * blockDim.x;
  for (std::uint64_t word = std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x; word < words;
       word += stride) {
    std::uint32_t flip = 0;
    std::uint32_t keep = 0;
    for (std::uint32_t field = 0; field < fields; ++field) {
      const std::uint64_t i = word * fields + field;
      if (i >= pixels) break;
      const std::int32_t weight =
          arguments.rule.weight(i, weights.at(i / arguments.rule.pixels_per_word()));
      const std::uint32_t mask = shape.top_level() << (field * shape.b);
      if (weight < 0) flip |= mask;
      if (weight != 0) keep |= mask;
    }
    flips[word] = flip;
    if (keeps != nullptr) keeps[word] = keep;
  }
}

__global__ void __launch_bounds__(256) make_centre_masks(MaskArguments arguments) {
  const std::uint64_t blocks = arguments.shape.blocks();
  const std::uint64_t pixels = arguments.shape.pixels();
  const std::uint32_t fields = arguments.shape.pixels_per_word();
  const std::uint32_t stream = arguments.shape.stream(Domain::centre);
  const std::uint64_t stride = std::uint64_t{gridDim.x} * blockDim.x;
  for (std::uint64_t block = std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x; block < blocks;
       block += stride) {
    Block centre = stream_block(stream, arguments.seed, 0, block);
    for (std::uint32_t word = 0; word < 4; ++word) {
      const std::uint64_t first = (block * 4 + word) * fields;
      const std::uint64_t left = first < pixels ? pixels - first : 0;
      if (left < fields) centre.word[word] &= (1u << left * arguments.shape.b) - 1;
    }
    arguments.flip[block] = centre;
  }
}

}  // namespace brink::device
