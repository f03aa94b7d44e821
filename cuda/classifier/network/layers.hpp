// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/classifier/network/design.hpp"
#include "cuda/hd_called.hpp"

namespace brink {

/// The layers of a network as NetworkState walks them: where their positions and kernels
/// lie, and the arithmetic of their channels, which lie side by side.
template <std::uint32_t stride>
class NetworkLayers {
 protected:
  static constexpr std::uint32_t layers_end = most_network_layers + 1;

  BRINK_HD explicit NetworkLayers(const NetworkView& network)
      : network_(network), width_(network.design.width), layers_(network.design.layers) {
    const NetworkDesign& design = network.design;
    BRINK_ROLLED
    for (std::uint32_t layer = 0; layer <= layers_; ++layer) {
      side_[layer] = design.side(layer);
      ceiling_[layer] = design.ceiling(layer);
      if (layer > 0) row_[layer] = network.row(layer, 0, 0);
    }
  }

  /// Lays out [sign][layer] arrays, with layer 1 once for both signs. Returns what follows them.
  BRINK_HD std::int32_t* place(std::int32_t* (*into)[layers_end], std::int32_t* memory) const {
    BRINK_ROLLED
    for (std::uint32_t layer = 1; layer <= layers_; ++layer) {
      BRINK_ROLLED
      for (int sign = 0; sign < 2; ++sign) {
        if (layer == 1 && sign == 1) {
          into[1][1] = into[0][1];
        } else {
          into[sign][layer] = memory;
          memory += network_.design.units(layer);
        }
      }
    }
    return memory;
  }

  BRINK_HD const std::int32_t* row_of(std::uint32_t layer, std::uint32_t tap,
                                      std::uint32_t input) const {
    const std::uint32_t inputs = layer == 1 ? network_.design.shape.h : width_;
    return row_[layer] + (tap * inputs + input) * stride;
  }
  BRINK_HD Span spread(std::uint32_t layer, Span below) const {
    const std::uint32_t last = (below.last + 1) / kernel_stride;
    return {below.first / kernel_stride, last < side_[layer] ? last : side_[layer] - 1};
  }
  BRINK_HD std::int32_t clipped(std::uint32_t layer, std::int32_t sum) const {
    const std::int32_t high = sum < ceiling_[layer] ? sum : ceiling_[layer];
    return high > 0 ? high : 0;
  }
  /// At the ends of the range the slope to one side counts.
  BRINK_HD std::int32_t sloped(std::uint32_t layer, std::int32_t sum) const {
    return sum >= 0 && sum <= ceiling_[layer] ? 1 : 0;
  }
  BRINK_HD static std::int32_t signed_sum(std::uint32_t layer, int sign, std::int32_t sum) {
    return layer == 1 && sign == 1 ? -sum : sum;
  }
  BRINK_HD static void add(std::int32_t* __restrict__ sum, std::int32_t factor,
                           const std::int32_t* __restrict__ weight) {
    for (std::uint32_t o = 0; o < stride; ++o) sum[o] += factor * weight[o];
  }
  BRINK_HD static void keep(const std::int32_t* __restrict__ from, std::int32_t* __restrict__ to) {
    for (std::uint32_t o = 0; o < stride; ++o) to[o] = from[o];
  }
  BRINK_HD static std::int32_t product(const std::int32_t* a, const std::int32_t* b) {
    std::int32_t total[channel_group] = {};
    for (std::uint32_t o = 0; o < stride; o += channel_group) {
      for (std::uint32_t k = 0; k < channel_group; ++k) total[k] += a[o + k] * b[o + k];
    }
    return total[0] + total[1] + total[2] + total[3];
  }

  /// Calls visit(position, row, column) for every position of a layer, or for every
  /// size-th from `rank` on.
  template <class Visit>
  BRINK_HD void each_position(std::uint32_t layer, Visit visit) const {
    each_position(layer, 0, 1, visit);
  }
  template <class Visit>
  BRINK_HD void each_position(std::uint32_t layer, std::uint32_t rank, std::uint32_t size,
                              Visit visit) const {
    const std::uint32_t side = side_[layer];
    std::uint64_t position = rank;
    std::uint32_t row = 0;
    BRINK_ROLLED
    for (std::uint32_t column = rank;; column += size, position += size) {
      while (column >= side) {
        column -= side;
        if (++row == side) return;
      }
      visit(position, row, column);
    }
  }
  /// Calls visit(position, tap) for the positions that a kernel covers.
  template <class Visit>
  BRINK_HD void each_below(std::uint32_t layer, std::uint32_t row, std::uint32_t column,
                           Visit visit) const {
    const std::uint32_t side = side_[layer - 1];
    BRINK_ROLLED
    for (std::uint32_t y = 0; y < kernel_side; ++y) {
      const std::uint32_t below_row = kernel_stride * row + y - 1;  // wraps above row 0
      if (below_row >= side) continue;
      BRINK_ROLLED
      for (std::uint32_t x = 0; x < kernel_side; ++x) {
        const std::uint32_t below_column = kernel_stride * column + x - 1;
        if (below_column >= side) continue;
        visit(std::uint64_t{below_row} * side + below_column, y * kernel_side + x);
      }
    }
  }
  /// Calls visit(position, tap) for the positions of `layer` that cover one below it.
  template <class Visit>
  BRINK_HD void each_above(std::uint32_t layer, std::uint32_t row, std::uint32_t column,
                           Visit visit) const {
    const Span rows = spread(layer, {row, row}), columns = spread(layer, {column, column});
    BRINK_ROLLED
    for (std::uint32_t y = rows.first; y <= rows.last; ++y) {
      BRINK_ROLLED
      for (std::uint32_t x = columns.first; x <= columns.last; ++x) {
        visit(std::uint64_t{y} * side_[layer] + x,
              kernel_row(y, row) * kernel_side + kernel_row(x, column));
      }
    }
  }

  NetworkView network_;
  std::uint32_t width_, layers_;
  std::uint32_t side_[layers_end];
  std::int32_t ceiling_[layers_end];
  const std::int32_t* row_[layers_end];
};

}  // namespace brink
