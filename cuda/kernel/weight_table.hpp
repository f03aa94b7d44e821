// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/classifier/halfspace/weights.hpp"
#include "cuda/hd.hpp"
#include "cuda/shape.hpp"

namespace brink::device {

/// The order in which tables keep a value for each pixel. A thread that holds a Philox block of
/// levels looks at its four words side by side, field by field, and the threads of a warp take
/// neighbouring blocks. So the values of one field of one block are kept together, as one *four*,
/// and the fours of that field of `lanes` blocks stand in a row. The table has places for whole
/// rows; the places beyond the last pixel belong to no pixel.
struct PixelOrder {
  static constexpr std::uint32_t lanes = 32;
  static constexpr std::uint32_t words = 4;  ///< words of a block

  Shape shape;

  BRINK_HD std::uint64_t fours() const {
    return (shape.blocks() + lanes - 1) / lanes * lanes * shape.pixels_per_word();
  }
  BRINK_HD std::uint64_t places() const { return fours() * words; }

  /// The four of field 0 of a block. The four of the next field is `lanes` further on.
  BRINK_HD std::uint64_t first_four(std::uint32_t block) const {
    return std::uint64_t{block / lanes * lanes} * shape.pixels_per_word() + block % lanes;
  }
  /// The pixel of a four's field in this word of its block. Beyond the last pixel it is N or
  /// more.
  BRINK_HD std::uint64_t pixel(std::uint64_t four, std::uint32_t word) const {
    const std::uint32_t fields = shape.pixels_per_word();
    const std::uint64_t row = four / lanes;
    const std::uint64_t block = row / fields * lanes + four % lanes;
    return (block * words + word) * fields + row % fields;
  }
};

/// What a table says of a pixel. The top bit says whether w < 0, so that the cap is q-1-x. The
/// other bits are a number, which is 0 where w = 0 or there is no pixel. A 16-bit mark holds the
/// row of |w|, which is its class + 1. A 32-bit mark holds the place of its cap among all caps, +
/// 1.
template <class Word>
struct PixelMark {
  static constexpr std::uint32_t minus = 1u << (8 * sizeof(Word) - 1);

  BRINK_HD static constexpr std::uint32_t number(std::uint32_t mark) { return mark & (minus - 1); }
  /// The cap of the level in the lowest bits of `level`.
  BRINK_HD static constexpr std::uint32_t cap(std::uint32_t mark, std::uint32_t level,
                                              std::uint32_t top_level) {
    return (level ^ (0u - mark / minus)) & top_level;
  }
};
using RowMark = PixelMark<std::uint16_t>;
using PlaceMark = PixelMark<std::uint32_t>;

struct WeightTableArguments {
  PixelOrder order;
  WeightRule rule;
  std::uint64_t seed = 0;                 ///< the classifier's seed
  const std::uint16_t* row_of = nullptr;  ///< [|w|]
  std::uint16_t* row = nullptr;           ///< [place] RowMark, where every pair is counted
  std::uint32_t* cap_place = nullptr;     ///< [place] PlaceMark, where caps are sorted
  std::uint32_t* next_place = nullptr;    ///< [class] where its next pixel's cap goes
};

/// Draws the weights of a half-space for all images of a shape. Each thread makes one four of the
/// table, in strides of the grid. Writes the rows or the places, whichever pointer is not null.
/// Threads take the places of a class in the order in which they arrive.
__global__ void write_weight_table(WeightTableArguments arguments);

}  // namespace brink::device
