// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/count_planes.hpp"

#include "cuda/kernel/group.cuh"
#include "cuda/kernel/level_fields.hpp"
#include "cuda/kernel/stop.cuh"

namespace brink::device {
namespace {

constexpr std::uint32_t block_threads = 256;
constexpr std::uint32_t numbers = 1u << class_planes;

/// Adds the bits set in four words: three are added by carry-save, which saves a count.
__device__ std::uint32_t ones_of_four(std::uint32_t a, std::uint32_t b, std::uint32_t c,
                                      std::uint32_t d) {
  const std::uint32_t sum = a ^ b ^ c;
  const std::uint32_t carry = (a & b) | (c & (a | b));
  return ones_of(sum) + ones_of(d) + 2 * ones_of(carry);
}

/// The bits of a word whose pixels have this number.
__device__ std::uint32_t members(const Block (&plane)[class_planes], int word,
                                 std::uint32_t number) {
  std::uint32_t bits = ~0u;
  for (std::uint32_t k = 0; k < class_planes; ++k) {
    bits &= (number >> k & 1) != 0 ? plane[k].word[word] : ~plane[k].word[word];
  }
  return bits;
}

/// The caps of a block by number, two sums of 16 bits in a word.
__device__ void add_block(const Block& block, const Block& flip, const Block (&plane)[class_planes],
                          std::uint32_t classes, std::uint32_t (&sums)[numbers / 2]) {
  Block cap = block;
  for (int i = 0; i < 4; ++i) cap.word[i] ^= flip.word[i];
#ifdef __CUDA_ARCH__
#pragma unroll
#endif
  for (std::uint32_t number = 1; number < numbers; ++number) {
    if (number > classes) break;
    const std::uint32_t ones = ones_of_four(
        cap.word[0] & members(plane, 0, number), cap.word[1] & members(plane, 1, number),
        cap.word[2] & members(plane, 2, number), cap.word[3] & members(plane, 3, number));
    sums[number / 2] += number % 2 == 0 ? ones : ones << 16;
  }
}

}  // namespace

__global__ void __launch_bounds__(block_threads) write_planes(WritePlanesArguments arguments) {
  const PixelOrder& order = arguments.order;
  const auto blocks = static_cast<std::uint32_t>(order.shape.blocks());
  const std::uint32_t fields = order.shape.pixels_per_word();
  for (std::uint32_t block = blockIdx.x * blockDim.x + threadIdx.x; block < blocks;
       block += gridDim.x * blockDim.x) {
    for (std::uint32_t word = 0; word < PixelOrder::words; ++word) {
      std::uint32_t flip = 0, plane[class_planes] = {};
      for (std::uint32_t field = 0; field < fields; ++field) {
        const std::uint64_t four = order.first_four(block) + field * PixelOrder::lanes;
        const std::uint32_t mark = arguments.row[four * PixelOrder::words + word];
        if ((mark & RowMark::minus) != 0) flip |= 1u << field;
        for (std::uint32_t k = 0; k < class_planes; ++k) {
          plane[k] |= (RowMark::number(mark) >> k & 1) << field;
        }
      }
      arguments.flip[block].word[word] = flip;
      for (std::uint32_t k = 0; k < class_planes; ++k) {
        arguments.plane[std::uint64_t{k} * blocks + block].word[word] = plane[k];
      }
    }
  }
}

__global__ void __launch_bounds__(block_threads) begin_planes(CountPlanesArguments arguments) {
  const std::uint32_t classes = arguments.classes.classes;
  const std::uint64_t work = arguments.range.images * classes;
  const std::uint64_t stride = std::uint64_t{gridDim.x} * blockDim.x;
  for (std::uint64_t unit = std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x; unit < work;
       unit += stride) {
    const auto c = static_cast<std::uint32_t>(unit % classes);
    arguments.count[2 * unit] = static_cast<std::uint32_t>(arguments.classes.size[c]);
    arguments.count[2 * unit + 1] = 0;
    if (c == 0) arguments.reach[unit / classes] = 0;
  }
}

__global__ void __launch_bounds__(block_threads, 2) count_planes(CountPlanesArguments arguments) {
  const WarpGroup group;
  const PhiloxSource& source = arguments.source;
  const std::uint32_t classes = arguments.classes.classes;
  const std::uint64_t images = arguments.range.images;
  const std::uint64_t work = (images + images_a_warp - 1) / images_a_warp * arguments.parts;
  StopWatch watch(arguments.range.stop);
  for (std::uint64_t unit = group.lead(); unit < work; unit += group.stride()) {
    if (group.any(group.rank() == 0 && watch.stopped())) break;
    const std::uint64_t first = unit / arguments.parts * images_a_warp;
    const std::uint64_t last = images - 1;
    // Where there is no second image, the last one is drawn twice and counted once.
    const ImageBlocks<false> drawn[images_a_warp] = {
        {source, arguments.range.first + first},
        {source, arguments.range.first + (first < last ? first + 1 : last)}};
    const std::uint32_t begin = static_cast<std::uint32_t>(unit % arguments.parts) * arguments.part;
    const std::uint32_t end =
        source.blocks - begin < arguments.part ? source.blocks : begin + arguments.part;
    std::uint32_t sums[images_a_warp][numbers / 2] = {};
    for (std::uint32_t position = begin + group.rank(); position < end; position += group.size()) {
      const Block flip = arguments.planes.flip[position];
      Block plane[class_planes];
      for (std::uint32_t k = 0; k < class_planes; ++k) {
        plane[k] = arguments.planes.plane[std::uint64_t{k} * source.blocks + position];
      }
      add_block(drawn[0][position], flip, plane, classes, sums[0]);
      add_block(drawn[1][position], flip, plane, classes, sums[1]);
    }
#ifdef __CUDA_ARCH__
#pragma unroll
#endif
    for (std::uint32_t i = 0; i < images_a_warp; ++i) {
      std::uint64_t reach = 0;
#ifdef __CUDA_ARCH__
#pragma unroll
#endif
      for (std::uint32_t number = 1; number < numbers; ++number) {
        if (number > classes) break;
        const std::uint32_t own = sums[i][number / 2];
        std::uint32_t ones[1] = {number % 2 == 0 ? own & 0xffff : own >> 16};
        group.sum(ones);
        if (group.rank() != 0 || first + i > last) continue;
        std::uint32_t* const count = arguments.count + ((first + i) * classes + (number - 1)) * 2;
        atomicAdd(&count[1], ones[0]);
        atomicAdd(&count[0], 0u - ones[0]);
        reach += std::uint64_t{arguments.classes.weight[number - 1]} * ones[0];
      }
      if (reach > 0) {
        atomicAdd(&arguments.reach[first + i], static_cast<unsigned long long>(reach));
      }
    }
  }
}

}  // namespace brink::device
