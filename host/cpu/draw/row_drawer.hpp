// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cuda/image_source.hpp"
#include "host/cpu/draw/stream_window.hpp"

namespace brink {

/// Draws images of the kinds `blocks` and `smooth` row by row. Each row of a coarse grid is made
/// once for all the rows of pixels that it covers, so that a pixel costs little more than its own
/// level.
class RowDrawer {
 public:
  /// Sources of other kinds need no rows.
  explicit RowDrawer(const ImageSource& source);

  void start(std::uint64_t image);
  /// The n levels of a row, until the next call. Rows are numbered through all channels, and should
  /// be asked in ascending order.
  const std::uint16_t* row(std::uint64_t number);

 private:
  /// A coarse grid, and what is known of one of its rows.
  struct Grid {
    Grid(const CoarseGrid& coarse, const Shape& drawn, std::uint32_t stream_number);

    CoarseGrid squares;
    Shape shape;  ///< of the image whose levels the squares have
    std::uint32_t stream;
    StreamWindow window;
    std::vector<std::uint16_t> levels;
    std::vector<std::uint32_t> points;  ///< of smooth, the squares' places on the circle
    std::uint64_t row = no_row;         ///< which `points` are those of
  };
  static constexpr std::uint64_t no_row = ~std::uint64_t{0};

  static const std::uint16_t* levels(Grid& grid, std::uint64_t row);
  const std::uint32_t* points(std::size_t scale, std::uint64_t row);
  void draw_blocks(std::uint64_t number);
  void draw_smooth(std::uint64_t number);

  ImageSource source_;
  SmoothScales scales_;
  std::vector<Grid> grids_;  ///< of blocks one, of smooth one for each scale
  std::uint64_t image_ = 0;
  std::vector<std::uint16_t> row_;
  std::uint64_t number_ = no_row;  ///< of the row of pixels, or of squares, that row_ holds
  std::uint32_t channel_point_ = 0;
};

}  // namespace brink
