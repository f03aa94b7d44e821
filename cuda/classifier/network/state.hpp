// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/classifier/network/design.hpp"
#include "cuda/hd_called.hpp"

namespace brink {

/// 32-bit integers that a NetworkState works with: the sums of all layers, those of
/// layer 1 once, the others for the image and its negative, all their slopes, and
/// those of the pixels.
BRINK_HD constexpr std::uint64_t network_scratch(const NetworkDesign& design) {
  std::uint64_t units = design.units(1);
  BRINK_ROLLED
  for (std::uint32_t layer = 2; layer <= design.layers; ++layer) {
    units += 2 * design.units(layer);
  }
  return 2 * units + design.shape.pixels();
}

/// The two networks of an image x, that of x and that of its negative, held so that
/// changing one pixel costs its receptive field only. Layer 1 has no bias, so its
/// sums at the negative are those at x with the other sign: they are held once.
///
/// `stride` is that of the design, known to the compiler: see with_network_state.
template <std::uint32_t stride>
class NetworkState {
 public:
  /// `level` is the image, pixel i = (channel n + row) n + column; `move` writes to
  /// it. `scratch` has room for network_scratch(design). Call sum_up before anything else.
  BRINK_HD_CALLED NetworkState(const NetworkView& network, std::uint16_t* level,
                               std::int32_t* scratch)
      : network_(network), level_(level) {
    const NetworkDesign& design = network.design;
    top_ = static_cast<std::int32_t>(design.shape.top_level());
    width_ = design.width;
    layers_ = design.layers;
    BRINK_ROLLED
    for (std::uint32_t layer = 0; layer <= layers_; ++layer) {
      side_[layer] = design.side(layer);
      ceiling_[layer] = design.ceiling(layer);
      if (layer > 0) row_[layer] = network.row(layer, 0, 0);
    }
    scratch = place(sum_, scratch);
    pixel_slope_ = place(slope_, scratch);
  }

  /// f(x) - f(negative of x).
  BRINK_HD std::int64_t score() const { return score_; }
  BRINK_HD std::uint32_t level(std::uint64_t pixel) const { return level_[pixel]; }

  /// Computes every sum and the score from the levels.
  BRINK_HD void sum_up() {
    BRINK_ROLLED
    for (std::uint32_t layer = 1; layer <= layers_; ++layer) sum_layer(layer, 0, 1);
    score_ = read_out(0, 1);
  }

  /// The same in steps, for `size` threads that share them: the sums of a layer, those of
  /// the one below it being there; thread `rank` takes every size-th position.
  BRINK_HD_CALLED void sum_layer(std::uint32_t layer, std::uint32_t rank, std::uint32_t size) {
    if (layer > 1) {
      BRINK_ROLLED
      for (int sign = 0; sign < 2; ++sign) sum_up(layer, sign, rank, size);
      return;
    }
    const std::uint32_t inputs = network_.design.shape.h;
    const std::uint64_t plane = std::uint64_t{side_[0]} * side_[0];
    each_position(1, rank, size,
                  [&](std::uint64_t position, std::uint32_t row, std::uint32_t column) {
                    std::int32_t sum[stride] = {};
                    each_below(1, row, column, [&](std::uint64_t below, std::uint32_t tap) {
                      BRINK_ROLLED
                      for (std::uint32_t c = 0; c < inputs; ++c) {
                        add(sum, 2 * level_[c * plane + below] - top_, row_of(1, tap, c));
                      }
                    });
                    keep(sum, sum_[0][1] + position * stride);
                  });
  }
  /// The thread's share of the score, all sums being there.
  BRINK_HD_CALLED std::int64_t read_out(std::uint32_t rank, std::uint32_t size) const {
    std::int64_t score = 0;
    const std::uint64_t units = network_.design.units(layers_);
    BRINK_ROLLED
    for (int sign = 0; sign < 2; ++sign) {
      const std::int32_t* const sum = sum_[sign][layers_];
      std::int64_t total = 0;
      BRINK_ROLLED
      for (std::uint64_t unit = std::uint64_t{rank} * stride; unit < units;
           unit += std::uint64_t{size} * stride) {
        for (std::uint32_t o = 0; o < stride; ++o) {
          total += network_.readout[o] * clipped(layers_, sum[unit + o]);
        }
      }
      score += sign == 0 ? total : -total;
    }
    return score;
  }

  /// Gives a pixel another level; all sums follow. Moving back restores everything.
  BRINK_HD_CALLED void move(std::uint64_t pixel, std::uint32_t to) {
    const std::int32_t gain = 2 * (static_cast<std::int32_t>(to) - level_[pixel]);
    level_[pixel] = static_cast<std::uint16_t>(to);
    const std::uint64_t plane = std::uint64_t{side_[0]} * side_[0];
    const auto channel = static_cast<std::uint32_t>(pixel / plane);
    const auto place = static_cast<std::uint32_t>(pixel % plane);
    Window window;
    window.rows = {place / side_[0], place / side_[0]};
    window.columns = {place % side_[0], place % side_[0]};
    BRINK_ROLLED
    for (std::uint32_t layer = 1; layer <= layers_; ++layer) {
      Window next;
      next.rows = spread(layer, window.rows);
      next.columns = spread(layer, window.columns);
      std::uint32_t slot = 0;
      BRINK_ROLLED
      for (std::uint32_t row = next.rows.first; row <= next.rows.last; ++row) {
        BRINK_ROLLED
        for (std::uint32_t column = next.columns.first; column <= next.columns.last; ++column) {
          const std::uint64_t unit = (std::uint64_t{row} * side_[layer] + column) * stride;
          if (layer == 1) {
            const std::uint32_t tap = kernel_row(row, window.rows.first) * kernel_side +
                                      kernel_row(column, window.columns.first);
            change_first(unit, gain, row_of(1, tap, channel), next.change[slot]);
          } else {
            change(layer, unit, row, column, window, next.change[slot]);
          }
          ++slot;
        }
      }
      window = next;
    }
    const std::uint32_t slots = (window.rows.last - window.rows.first + 1) *
                                (window.columns.last - window.columns.first + 1);
    BRINK_ROLLED
    for (std::uint32_t slot = 0; slot < slots; ++slot) {
      for (std::uint32_t o = 0; o < stride; ++o) {
        score_ += std::int64_t{network_.readout[o]} *
                  (window.change[slot][0][o] - window.change[slot][1][o]);
      }
    }
  }

  /// Computes what step_slope gives, by back-propagation through the clipped units.
  BRINK_HD_CALLED void find_slopes() {
    BRINK_ROLLED
    for (int sign = 0; sign < 2; ++sign) {
      const std::uint64_t units = network_.design.units(layers_);
      BRINK_ROLLED
      for (std::uint64_t unit = 0; unit < units; unit += stride) {
        for (std::uint32_t o = 0; o < stride; ++o) {
          const std::int32_t weight = sign == 0 ? network_.readout[o] : -network_.readout[o];
          slope_[sign][layers_][unit + o] = sloped(layers_, sum_[sign][layers_][unit + o]) * weight;
        }
      }
      BRINK_ROLLED
      for (std::uint32_t layer = layers_ - 1; layer > 0; --layer) find_slopes(layer, sign);
    }
    const std::uint64_t plane = std::uint64_t{side_[0]} * side_[0];
    each_position(0, [&](std::uint64_t position, std::uint32_t row, std::uint32_t column) {
      BRINK_ROLLED
      for (std::uint32_t c = 0; c < network_.design.shape.h; ++c) {
        std::int32_t slope = 0;
        each_above(1, row, column, [&](std::uint64_t above, std::uint32_t tap) {
          slope += product(row_of(1, tap, c), slope_[0][1] + above * stride);
        });
        pixel_slope_[c * plane + position] = 2 * slope;  // a step moves 2 x - (q-1) by 2
      }
    });
  }

  /// How the score grows with one step up on a pixel while no unit meets an end of
  /// its range; from the levels at the last find_slopes.
  BRINK_HD std::int32_t step_slope(std::uint64_t pixel) const { return pixel_slope_[pixel]; }

 private:
  static constexpr std::uint32_t layers_end = most_network_layers + 1;
  static constexpr std::uint32_t widest_window = 2;  // rows of any layer that a pixel reaches

  /// Positions of a layer whose activations one pixel has changed, and by how much:
  /// [position][sign][channel].
  struct Window {
    Span rows, columns;
    std::int32_t change[widest_window * widest_window][2][stride];
  };

  /// Lays out [sign][layer] arrays, layer 1 once for both signs; returns what follows.
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

  BRINK_HD_CALLED void sum_up(std::uint32_t layer, int sign, std::uint32_t rank,
                              std::uint32_t size) {
    each_position(
        layer, rank, size, [&](std::uint64_t position, std::uint32_t row, std::uint32_t column) {
          std::int32_t sum[stride] = {};
          each_below(layer, row, column, [&](std::uint64_t below, std::uint32_t tap) {
            const std::int32_t* const input = sum_[sign][layer - 1] + below * stride;
            BRINK_ROLLED
            for (std::uint32_t c = 0; c < width_; ++c) {
              const std::int32_t value = clipped(layer - 1, signed_sum(layer - 1, sign, input[c]));
              add(sum, value, row_of(layer, tap, c));
            }
          });
          keep(sum, sum_[sign][layer] + position * stride);
        });
  }

  /// Adds factor * weight to the sums of a position of layer 1; `change` gets what
  /// that does to its activations.
  BRINK_HD void change_first(std::uint64_t unit, std::int32_t factor, const std::int32_t* weight,
                             std::int32_t (*change)[stride]) {
    std::int32_t* const sum = sum_[0][1] + unit;
    for (std::uint32_t o = 0; o < stride; ++o) {
      const std::int32_t before = sum[o];
      const std::int32_t after = before + factor * weight[o];
      sum[o] = after;
      change[0][o] = clipped(1, after) - clipped(1, before);
      change[1][o] = clipped(1, -after) - clipped(1, -before);
    }
  }
  /// The same for layers 2 and up, from the changes in a window of the layer below.
  BRINK_HD_CALLED void change(std::uint32_t layer, std::uint64_t unit, std::uint32_t row,
                              std::uint32_t column, const Window& below,
                              std::int32_t (*change)[stride]) {
    BRINK_ROLLED
    for (int sign = 0; sign < 2; ++sign) {
      std::int32_t* const sum = sum_[sign][layer] + unit;
      std::int32_t gain[stride] = {};
      std::uint32_t slot = 0;
      BRINK_ROLLED
      for (std::uint32_t y = below.rows.first; y <= below.rows.last; ++y) {
        BRINK_ROLLED
        for (std::uint32_t x = below.columns.first; x <= below.columns.last; ++x, ++slot) {
          const std::uint32_t tap_row = kernel_row(row, y), tap_column = kernel_row(column, x);
          if (tap_row >= kernel_side || tap_column >= kernel_side) continue;
          const std::uint32_t tap = tap_row * kernel_side + tap_column;
          BRINK_ROLLED
          for (std::uint32_t c = 0; c < width_; ++c) {
            const std::int32_t input = below.change[slot][sign][c];
            if (input != 0) add(gain, input, row_of(layer, tap, c));
          }
        }
      }
      for (std::uint32_t o = 0; o < stride; ++o) {
        const std::int32_t before = sum[o];
        sum[o] = before + gain[o];
        change[sign][o] = clipped(layer, sum[o]) - clipped(layer, before);
      }
    }
  }

  BRINK_HD_CALLED void find_slopes(std::uint32_t layer, int sign) {
    each_position(layer, [&](std::uint64_t position, std::uint32_t row, std::uint32_t column) {
      const std::int32_t* const sum = sum_[sign][layer] + position * stride;
      std::int32_t* const slope = slope_[sign][layer] + position * stride;
      std::int32_t total[stride] = {};
      each_above(layer + 1, row, column, [&](std::uint64_t above, std::uint32_t tap) {
        const std::int32_t* const upper = slope_[sign][layer + 1] + above * stride;
        BRINK_ROLLED
        for (std::uint32_t c = 0; c < width_; ++c) {
          total[c] += product(row_of(layer + 1, tap, c), upper);
        }
      });
      BRINK_ROLLED
      for (std::uint32_t c = 0; c < width_; ++c) {
        const std::int32_t here = sloped(layer, signed_sum(layer, sign, sum[c])) * total[c];
        if (layer > 1 || sign == 0) {
          slope[c] = here;
        } else {
          slope[c] -= here;  // the two signs share the sums of layer 1
        }
      }
    });
  }

  NetworkView network_;
  std::uint16_t* level_;
  std::int32_t top_;
  std::uint32_t width_, layers_;
  std::uint32_t side_[layers_end];
  std::int32_t ceiling_[layers_end];
  const std::int32_t* row_[layers_end];
  std::int32_t* sum_[2][layers_end];    ///< [sign][layer]; layer 1 is shared
  std::int32_t* slope_[2][layers_end];  ///< of the score by the sums
  std::int32_t* pixel_slope_;
  std::int64_t score_ = 0;
};

/// Calls use(NetworkState<stride>) of a network's stride and returns what it returns.
template <class Use>
BRINK_HD auto with_network_state(const NetworkView& network, std::uint16_t* level,
                                 std::int32_t* scratch, Use use) {
  static_assert(most_network_width == 4 * channel_group);
  switch (network.design.stride()) {
    case channel_group: {
      NetworkState<channel_group> state(network, level, scratch);
      return use(state);
    }
    case 2 * channel_group: {
      NetworkState<2 * channel_group> state(network, level, scratch);
      return use(state);
    }
    case 3 * channel_group: {
      NetworkState<3 * channel_group> state(network, level, scratch);
      return use(state);
    }
    default:
      break;
  }
  NetworkState<most_network_width> state(network, level, scratch);
  return use(state);
}

}  // namespace brink
