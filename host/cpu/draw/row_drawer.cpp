// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/row_drawer.hpp"

#include <algorithm>

#include "host/cpu/draw/unpack.hpp"

namespace brink {

RowDrawer::Grid::Grid(const CoarseGrid& coarse, const Shape& drawn, std::uint32_t stream_number)
    : squares(coarse),
      shape(drawn),
      stream(stream_number),
      window(coarse.n / drawn.pixels_per_word() + 2),
      levels(coarse.n + drawn.pixels_per_word()) {}

RowDrawer::RowDrawer(const ImageSource& source) : source_(source), scales_{source.shape} {
  if (!source.distributed()) return;
  const Shape& shape = source.shape;
  if (source.distribution.kind == Distribution::Kind::blocks) {
    const CoarseGrid squares(shape.n, source.distribution.block);
    const Shape coarse{squares.n, shape.h, shape.b};
    grids_.emplace_back(squares, coarse, coarse.stream(Domain::image));
  } else if (source.distribution.kind == Distribution::Kind::smooth) {
    for (std::uint32_t scale = 0; scale < scales_.count(); ++scale) {
      const CoarseGrid squares = scales_.grid(scale);
      grids_.emplace_back(squares, Shape{squares.n, shape.h, SmoothScales::number_bits},
                          scales_.stream(squares.n));
      grids_.back().points.resize(squares.n);
    }
  } else {
    return;
  }
  row_.resize(shape.n);
}

void RowDrawer::start(std::uint64_t image) {
  image_ = image;
  number_ = no_row;
  for (Grid& grid : grids_) {
    grid.row = no_row;
    grid.window.start(grid.stream, source_.seed, image, grid.shape.words());
  }
}

const std::uint16_t* RowDrawer::row(std::uint64_t number) {
  if (source_.distribution.kind == Distribution::Kind::blocks) {
    draw_blocks(number);
  } else {
    draw_smooth(number);
  }
  return row_.data();
}

/// The levels of a row of squares as they are drawn.
const std::uint16_t* RowDrawer::levels(Grid& grid, std::uint64_t row) {
  const std::uint32_t fields = grid.shape.pixels_per_word();
  const std::uint64_t first = row * grid.squares.n;
  const auto before = static_cast<std::size_t>(first % fields);
  const std::size_t count = before + grid.squares.n;
  unpack_levels(grid.window.at(first / fields, (count + fields - 1) / fields), count, grid.shape.b,
                grid.levels.data());
  return grid.levels.data() + before;
}

void RowDrawer::draw_blocks(std::uint64_t number) {
  Grid& grid = grids_[0];
  const std::uint32_t n = source_.shape.n, side = grid.squares.side;
  const std::uint64_t row = number / n * grid.squares.n + number % n / side;
  if (row == number_) return;
  number_ = row;
  const std::uint16_t* const level = levels(grid, row);
  for (std::uint32_t square = 0, column = 0; square < grid.squares.n; ++square) {
    const std::uint32_t end = std::min(n, column + side);
    std::fill(row_.begin() + column, row_.begin() + end, level[square]);
    column = end;
  }
}

/// Where the squares of a row lie on the circle: where the squares around them do, and their own
/// number further. Rows are numbered through all channels.
const std::uint32_t* RowDrawer::points(std::size_t scale, std::uint64_t row) {
  if (scale == grids_.size()) {
    channel_point_ = StreamReader(scales_.stream(1), source_.seed, image_).word(row);
    return &channel_point_;
  }
  Grid& grid = grids_[scale];
  if (grid.row == row) return grid.points.data();
  grid.row = row;
  const std::uint32_t n = grid.squares.n, above = (n + 1) / 2;
  const std::uint32_t* const around = points(scale + 1, row / n * above + row % n / 2);
  const std::uint16_t* const numbers = levels(grid, row);
  const std::uint32_t roughness = source_.distribution.roughness;
  std::uint32_t* const out = grid.points.data();
  for (std::uint32_t pair = 0; pair < n / 2; ++pair) {
    out[2 * pair] = around[pair] + roughness * numbers[2 * pair];
    out[2 * pair + 1] = around[pair] + roughness * numbers[2 * pair + 1];
  }
  if (n % 2 != 0) out[n - 1] = around[n / 2] + roughness * numbers[n - 1];
  return out;
}

void RowDrawer::draw_smooth(std::uint64_t number) {
  if (number == number_) return;
  number_ = number;
  const std::uint32_t* const point = points(0, number);
  for (std::uint32_t column = 0; column < source_.shape.n; ++column) {
    row_[column] = static_cast<std::uint16_t>(scales_.level(point[column]));
  }
}

}  // namespace brink
