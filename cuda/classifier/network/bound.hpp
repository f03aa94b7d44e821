// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/classifier/network/design.hpp"

namespace brink {

/// Bounds on how fast the score of a network can change (docs/design/classes.md#the-certificate).
/// Along any segment, the derivative of the score by a unit of layer l is a sum over paths. Each
/// path has slope 0 or 1 at every unit it passes, so the derivative lies in an interval that does
/// not depend on the image. The interval depends on the channel and, because kernels are two
/// positions apart, on row and column modulo 2^(layers - l). At the image's edges some paths are
/// missing; the interval of each path holds 0, so the bounds for the middle hold there too.
/// whose intervals holds 0, so what holds in the middle holds there too.
class NetworkBound {
 public:
  /// The number of phases of the rows (or columns) of the image.
  BRINK_HD static constexpr std::uint32_t phases(const NetworkDesign& design) {
    return 1u << design.layers;
  }

  BRINK_HD explicit NetworkBound(const NetworkView& network) : network_(network) {
    const NetworkDesign& design = network.design;
    for (std::uint32_t o = 0; o < design.width; ++o) {
      upper_[o] = with_zero({network.readout[o], network.readout[o]});
    }
    for (std::uint32_t layer = design.layers; layer > 1; --layer) {
      const std::uint32_t period = 1u << (design.layers - layer + 1);
      for (std::uint32_t row = 0; row < period; ++row) {
        for (std::uint32_t column = 0; column < period; ++column) {
          for (std::uint32_t c = 0; c < design.width; ++c) {
            lower_[(row * period + column) * design.width + c] =
                with_zero(below(layer, row, column, c));
          }
        }
      }
      for (std::uint32_t i = 0; i < period * period * design.width; ++i) upper_[i] = lower_[i];
    }
  }

  /// The most by which one step on a pixel of this channel and phase changes half the score. The
  /// bound writes f(x) - f(negative) through the sums of layer 1, where at most one of the two
  /// networks has a slope.
  BRINK_HD std::uint32_t half_step(std::uint32_t channel, std::uint32_t row,
                                   std::uint32_t column) const {
    const Interval slope = below(1, row, column, channel);
    return static_cast<std::uint32_t>(slope.high > -slope.low ? slope.high : -slope.low);
  }

 private:
  struct Interval {
    std::int32_t low, high;
  };
  static constexpr std::uint32_t most_phases = 1u << (most_network_layers - 1);  // of layer 1
  static constexpr std::uint32_t most_intervals = most_phases * most_phases * most_network_width;

  /// The interval of slopes through a unit that may be clipped.
  BRINK_HD static Interval with_zero(Interval slope) {
    return {slope.low < 0 ? slope.low : 0, slope.high > 0 ? slope.high : 0};
  }

  /// The slope by an activation of the layer below `layer`, whose intervals are in upper_.
  BRINK_HD Interval below(std::uint32_t layer, std::uint32_t row, std::uint32_t column,
                          std::uint32_t channel) const {
    const std::uint32_t width = network_.design.width;
    const std::uint32_t period = 1u << (network_.design.layers - layer);
    Interval total{0, 0};
    for (std::uint32_t y = row / kernel_stride; y <= (row + 1) / kernel_stride; ++y) {
      for (std::uint32_t x = column / kernel_stride; x <= (column + 1) / kernel_stride; ++x) {
        const std::uint32_t tap = kernel_row(y, row) * kernel_side + kernel_row(x, column);
        const std::int32_t* const weight = network_.row(layer, tap, channel);
        const Interval* const slope = upper_ + ((y % period) * period + x % period) * width;
        for (std::uint32_t o = 0; o < width; ++o) {
          total.low += weight[o] * (weight[o] > 0 ? slope[o].low : slope[o].high);
          total.high += weight[o] * (weight[o] > 0 ? slope[o].high : slope[o].low);
        }
      }
    }
    return total;
  }

  NetworkView network_;
  Interval upper_[most_intervals];
  Interval lower_[most_intervals];
};

}  // namespace brink
