// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/classifier/network/layers.hpp"
#include "cuda/hd_called.hpp"
#include "cuda/solver/alone.hpp"

namespace brink {

/// How many 32-bit integers a NetworkState works with: the sums of layer 1 once, the sums of the
/// other layers for the image and its negative, the slopes of all of these, and the slopes of the
/// pixels.
BRINK_HD constexpr std::uint64_t network_scratch(const NetworkDesign& design) {
  std::uint64_t units = design.units(1);
  BRINK_ROLLED
  for (std::uint32_t layer = 2; layer <= design.layers; ++layer) {
    units += 2 * design.units(layer);
  }
  return 2 * units + design.shape.pixels();
}

/// The networks of an image x and of its negative, held so that changing one pixel only costs
/// work in the pixel's receptive field. Layer 1 has no bias, so its sums at the negative are its
/// sums at x with the other sign. They are held once.
///
/// The compiler knows `stride`, which is that of the design: see with_network_state.
template <std::uint32_t stride>
class NetworkState : private NetworkLayers<stride> {
 public:
  /// `level` is the image, pixel i = (channel n + row) n + column; `move` writes to it. `scratch`
  /// must have room for network_scratch(design). Call sum_up before anything else.
  BRINK_HD_CALLED NetworkState(const NetworkView& network, std::uint16_t* level,
                               std::int32_t* scratch)
      : NetworkLayers<stride>(network),
        level_(level),
        top_(static_cast<std::int32_t>(network.design.shape.top_level())) {
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

  /// Computes the sums of one layer by `size` threads that share the work; thread `rank` takes
  /// every size-th position. The sums of the layer below must be complete.
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
  /// This thread's share of the score. All sums must be complete.
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

  /// Gives a pixel another level and updates all sums. Moving back restores everything.
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

  /// Computes the slopes that step_slope returns, by back-propagation through the clipped units.
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

  /// By how much one step up on a pixel raises the score, as long as no unit meets an end of its
  /// range. The slope belongs to the levels at the last find_slopes.
  BRINK_HD std::int32_t step_slope(std::uint64_t pixel) const { return pixel_slope_[pixel]; }

 private:
  using Layers = NetworkLayers<stride>;
  using Layers::add;
  using Layers::clipped;
  using Layers::each_above;
  using Layers::each_below;
  using Layers::each_position;
  using Layers::keep;
  using Layers::layers_;
  using Layers::layers_end;
  using Layers::network_;
  using Layers::place;
  using Layers::product;
  using Layers::row_of;
  using Layers::side_;
  using Layers::signed_sum;
  using Layers::sloped;
  using Layers::spread;
  using Layers::width_;

  static constexpr std::uint32_t widest_window = 2;  // rows of any layer that a pixel reaches

  /// Positions of a layer whose activations one pixel has changed, and by how much:
  /// [position][sign][channel].
  struct Window {
    Span rows, columns;
    std::int32_t change[widest_window * widest_window][2][stride];
  };

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

  /// Adds factor * weight to the sums of a position of layer 1. `change` receives the changes of
  /// the activations there.
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
  /// Does the same for layers 2 and up, from the changes in a window of the layer below.
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

  std::uint16_t* level_;
  std::int32_t top_;
  std::int32_t* sum_[2][layers_end];    ///< [sign][layer]; layer 1 is shared
  std::int32_t* slope_[2][layers_end];  ///< of the score by the sums
  std::int32_t* pixel_slope_;
  std::int64_t score_ = 0;
};

/// Calls use(NetworkState<stride>) with the stride of a network and returns its result.
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
/// The same for whom it is that searches. On a device there is another one, for warps.
template <class Use>
BRINK_HD auto with_network_state(const NetworkView& network, std::uint16_t* level,
                                 std::int32_t* scratch, const Alone&, Use use) {
  return with_network_state(network, level, scratch, use);
}

}  // namespace brink
