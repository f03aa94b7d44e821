// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/weight_table.hpp"

#include "cuda/philox.hpp"

namespace brink::device {
namespace {

__device__ std::int32_t weight_of(const WeightTableArguments& table, std::uint64_t i) {
  const Shape& shape = table.order.shape;
  if (i >= shape.pixels()) return 0;
  const std::uint64_t word = i / table.rule.pixels_per_word();
  return table.rule.weight(i, stream_word(shape.stream(Domain::weights), table.seed, 0, word));
}

__device__ void write(const WeightTableArguments& table, std::uint64_t place, std::int32_t weight) {
  const std::uint32_t row = weight == 0 ? 0 : table.row_of[weight < 0 ? -weight : weight];
  if (table.row != nullptr) {
    table.row[place] = static_cast<std::uint16_t>(weight < 0 ? row | RowMark::minus : row);
  }
  if (table.cap_place != nullptr) {
    const std::uint32_t mark = row == 0 ? 0 : atomicAdd(&table.next_place[row - 1], 1u) + 1;
    table.cap_place[place] = weight < 0 ? mark | PlaceMark::minus : mark;
  }
}

}  // namespace

__global__ void __launch_bounds__(256) write_weight_table(WeightTableArguments arguments) {
  const std::uint64_t stride = std::uint64_t{gridDim.x} * blockDim.x;
  for (std::uint64_t four = std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x;
       four < arguments.order.fours(); four += stride) {
    for (std::uint32_t word = 0; word < PixelOrder::words; ++word) {
      write(arguments, four * PixelOrder::words + word,
            weight_of(arguments, arguments.order.pixel(four, word)));
    }
  }
}

}  // namespace brink::device
