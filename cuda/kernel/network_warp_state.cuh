// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

#include "cuda/classifier/network/layers.hpp"
#include "cuda/kernel/warp_worker.cuh"

namespace brink::device {

/// A NetworkState that the lanes of a warp hold together. A lane has a channel of one of the two
/// networks, and the lanes beyond these take further positions, so that the lanes read and write
/// neighbouring words. What a move changes goes from layer to layer through shared memory. The
/// numbers are those of NetworkState, of which every function has its counterpart.
template <std::uint32_t stride>
class NetworkWarpState : private NetworkLayers<stride> {
 public:
  /// Four channels, which are loaded at once.
  struct alignas(16) Four {
    std::int32_t value[channel_group];
  };
  /// Words of shared memory for a warp: the changes at the positions of two layers.
  static constexpr std::uint32_t most_slots = 4;
  static constexpr std::uint32_t slot_words = 2 * stride;
  static constexpr std::uint32_t shared_words = 2 * most_slots * slot_words;

  __device__ __noinline__ NetworkWarpState(const NetworkView& network, std::uint16_t* level,
                                           std::int32_t* scratch, const WarpWorker& worker)
      : NetworkLayers<stride>(network),
        worker_(worker),
        level_(level),
        top_(static_cast<std::int32_t>(network.design.shape.top_level())) {
    scratch = place(sum_, scratch);
    pixel_slope_ = place(slope_, scratch);
  }

  /// 0, which ends every search, as soon as nobody wants the result any more.
  __device__ std::int64_t score() const { return stopped_ ? 0 : score_; }
  __device__ std::uint32_t level(std::uint64_t pixel) const { return level_[pixel]; }

  __device__ __noinline__ void sum_up() {
    look();
    worker_.sync();
    sum_first();
    BRINK_ROLLED
    for (std::uint32_t layer = 2; layer <= layers_; ++layer) {
      worker_.sync();
      sum_layer(layer);
    }
    worker_.sync();
    const Place both(2 * stride);
    std::int64_t own = 0;
    if (both.active) {
      const std::int32_t weight = readout(both);
      const std::int32_t* const sum = sum_[both.sign][layers_];
      const std::uint64_t positions = std::uint64_t{side_[layers_]} * side_[layers_];
      for (std::uint64_t position = both.group; position < positions; position += both.groups) {
        own += std::int64_t{weight} * clipped(layers_, sum[position * stride + both.channel]);
      }
    }
    score_ = worker_.sum(own);
  }

  __device__ __noinline__ void move(std::uint64_t pixel, std::uint32_t to) {
    if ((++moves_ & (moves_a_look - 1)) == 0) look();
    if (stopped_) return;
    const std::int32_t gain = 2 * (static_cast<std::int32_t>(to) - level_[pixel]);
    worker_.sync();
    if (worker_.rank() == 0) level_[pixel] = static_cast<std::uint16_t>(to);
    const auto plane = side_[0] * side_[0];
    const auto channel = static_cast<std::uint32_t>(pixel / plane);
    const auto place = static_cast<std::uint32_t>(pixel % plane);
    Window window;
    window.rows = {place / side_[0], place / side_[0]};
    window.columns = {place % side_[0], place % side_[0]};
    std::int32_t* change = worker_.shared();
    std::int32_t* below = change + most_slots * slot_words;
    std::int64_t own = 0;
    BRINK_ROLLED
    for (std::uint32_t layer = 1; layer <= layers_; ++layer) {
      const Window next{spread(layer, window.rows), spread(layer, window.columns)};
      own = layer == 1 ? change_first(next, window, gain, channel, change)
                       : change_layer(layer, next, window, below, change);
      worker_.sync();
      window = next;
      std::int32_t* const changed = change;
      change = below;
      below = changed;
    }
    score_ += worker_.sum(own);
  }

  __device__ __noinline__ void find_slopes() {
    look();
    worker_.sync();
    const Place both(2 * stride);
    if (both.active) {
      const std::int32_t weight = readout(both);
      const std::uint64_t positions = std::uint64_t{side_[layers_]} * side_[layers_];
      for (std::uint64_t position = both.group; position < positions; position += both.groups) {
        const std::uint64_t unit = position * stride + both.channel;
        slope_[both.sign][layers_][unit] = sloped(layers_, sum_[both.sign][layers_][unit]) * weight;
      }
    }
    BRINK_ROLLED
    for (std::uint32_t layer = layers_ - 1; layer > 0; --layer) {
      worker_.sync();
      find_slopes(layer);
    }
    worker_.sync();
    const auto plane = std::uint64_t{side_[0]} * side_[0];
    each_position(0, worker_.rank(), worker_.size,
                  [&](std::uint64_t position, std::uint32_t row, std::uint32_t column) {
                    BRINK_ROLLED
                    for (std::uint32_t c = 0; c < network_.design.shape.h; ++c) {
                      std::int32_t slope = 0;
                      each_above(1, row, column, [&](std::uint64_t above, std::uint32_t tap) {
                        slope += dot(row_of(1, tap, c), slope_[0][1] + above * stride);
                      });
                      pixel_slope_[c * plane + position] = 2 * slope;
                    }
                  });
    worker_.sync();
  }

  __device__ std::int32_t step_slope(std::uint64_t pixel) const { return pixel_slope_[pixel]; }

 private:
  using Layers = NetworkLayers<stride>;
  using Layers::clipped;
  using Layers::each_above;
  using Layers::each_below;
  using Layers::each_position;
  using Layers::layers_;
  using Layers::layers_end;
  using Layers::network_;
  using Layers::place;
  using Layers::row_of;
  using Layers::side_;
  using Layers::signed_sum;
  using Layers::sloped;
  using Layers::spread;
  using Layers::width_;

  static constexpr std::uint32_t moves_a_look = 64;

  /// What a lane works on, where a position takes `lanes` lanes: `stride` or twice that.
  struct Place {
    std::uint32_t channel, sign, group, groups;
    bool active;

    __device__ explicit Place(std::uint32_t lanes)
        : channel(WarpWorker::rank() % stride),
          sign(WarpWorker::rank() % lanes / stride),
          group(WarpWorker::rank() / lanes),
          groups(WarpWorker::size / lanes),
          active(group < groups) {}
  };
  struct Window {
    Span rows, columns;
  };

  /// Calls visit(slot, row, column) for the lane's share of the positions of a window.
  template <class Visit>
  __device__ static void each_slot(const Place& place, const Window& window, const Visit& visit) {
    if (!place.active) return;
    const std::uint32_t wide = window.columns.last - window.columns.first + 1;
    const std::uint32_t slots = (window.rows.last - window.rows.first + 1) * wide;
    BRINK_ROLLED
    for (std::uint32_t slot = place.group; slot < slots; slot += place.groups) {
      const std::uint32_t row = slot / wide;  // 0 or 1
      visit(slot, window.rows.first + row, window.columns.first + (slot - row * wide));
    }
  }

  __device__ void look() { stopped_ = stopped_ || worker_.stopped(); }
  /// The weight of the lane's channel in the score.
  __device__ std::int32_t readout(const Place& place) const {
    const std::int32_t weight = network_.readout[place.channel];
    return place.sign == 0 ? weight : -weight;
  }
  __device__ static std::int32_t dot(const std::int32_t* a, const std::int32_t* b) {
    std::int32_t total = 0;
    for (std::uint32_t o = 0; o < stride; o += channel_group) {
      const Four x = *reinterpret_cast<const Four*>(a + o),
                 y = *reinterpret_cast<const Four*>(b + o);
      for (std::uint32_t k = 0; k < channel_group; ++k) total += x.value[k] * y.value[k];
    }
    return total;
  }

  __device__ void sum_first() {
    const Place own(stride);
    if (!own.active) return;
    const std::uint32_t inputs = network_.design.shape.h;
    const std::uint64_t plane = std::uint64_t{side_[0]} * side_[0];
    each_position(1, own.group, own.groups,
                  [&](std::uint64_t position, std::uint32_t row, std::uint32_t column) {
                    std::int32_t sum = 0;
                    each_below(1, row, column, [&](std::uint64_t below, std::uint32_t tap) {
                      BRINK_ROLLED
                      for (std::uint32_t c = 0; c < inputs; ++c) {
                        sum +=
                            (2 * level_[c * plane + below] - top_) * row_of(1, tap, c)[own.channel];
                      }
                    });
                    sum_[0][1][position * stride + own.channel] = sum;
                  });
  }
  __device__ __noinline__ void sum_layer(std::uint32_t layer) {
    const Place own(2 * stride);
    if (!own.active) return;
    const std::int32_t* const inputs = sum_[own.sign][layer - 1];
    each_position(layer, own.group, own.groups,
                  [&](std::uint64_t position, std::uint32_t row, std::uint32_t column) {
                    std::int32_t sum = 0;
                    each_below(layer, row, column, [&](std::uint64_t below, std::uint32_t tap) {
                      BRINK_ROLLED
                      for (std::uint32_t c = 0; c < stride; c += channel_group) {
                        const Four four =
                            *reinterpret_cast<const Four*>(inputs + below * stride + c);
                        for (std::uint32_t k = 0; k < channel_group && c + k < width_; ++k) {
                          const std::int32_t input = signed_sum(layer - 1, own.sign, four.value[k]);
                          sum += clipped(layer - 1, input) * row_of(layer, tap, c + k)[own.channel];
                        }
                      }
                    });
                    sum_[own.sign][layer][position * stride + own.channel] = sum;
                  });
  }

  /// Changes the sums of a window, writes the changes of the activations to `change`, and returns
  /// the lane's share of the change of the score, should this be the last layer.
  __device__ std::int64_t change_first(const Window& window, const Window& pixel, std::int32_t gain,
                                       std::uint32_t channel, std::int32_t* change) {
    const Place own(stride);
    each_slot(own, window, [&](std::uint32_t slot, std::uint32_t row, std::uint32_t column) {
      const std::uint32_t tap =
          kernel_row(row, pixel.rows.first) * kernel_side + kernel_row(column, pixel.columns.first);
      std::int32_t& sum =
          sum_[0][1][(std::uint64_t{row} * side_[1] + column) * stride + own.channel];
      const std::int32_t before = sum;
      const std::int32_t after = before + gain * row_of(1, tap, channel)[own.channel];
      sum = after;
      std::int32_t* const changed = change + slot * slot_words + own.channel;
      changed[0] = clipped(1, after) - clipped(1, before);
      changed[stride] = clipped(1, -after) - clipped(1, -before);
    });
    return 0;  // there are two layers at least
  }
  __device__ __noinline__ std::int64_t change_layer(std::uint32_t layer, const Window& window,
                                                    const Window& inputs, const std::int32_t* below,
                                                    std::int32_t* change) {
    const Place own(2 * stride);
    std::int64_t total = 0;
    each_slot(own, window, [&](std::uint32_t slot, std::uint32_t row, std::uint32_t column) {
      std::int32_t gain = 0;
      const std::int32_t* input = below + own.sign * stride;
      BRINK_ROLLED
      for (std::uint32_t y = inputs.rows.first; y <= inputs.rows.last; ++y) {
        BRINK_ROLLED
        for (std::uint32_t x = inputs.columns.first; x <= inputs.columns.last;
             ++x, input += slot_words) {
          const std::uint32_t tap_row = kernel_row(row, y), tap_column = kernel_row(column, x);
          if (tap_row >= kernel_side || tap_column >= kernel_side) continue;
          const std::int32_t* const weight =
              row_of(layer, tap_row * kernel_side + tap_column, 0) + own.channel;
          BRINK_ROLLED
          for (std::uint32_t c = 0; c < stride; c += channel_group) {
            const Four four = *reinterpret_cast<const Four*>(input + c);
            for (std::uint32_t k = 0; k < channel_group && c + k < width_; ++k) {
              gain += four.value[k] * weight[(c + k) * stride];
            }
          }
        }
      }
      std::int32_t& sum = sum_[own.sign][layer]
                              [(std::uint64_t{row} * side_[layer] + column) * stride + own.channel];
      const std::int32_t before = sum;
      sum = before + gain;
      const std::int32_t changed = clipped(layer, before + gain) - clipped(layer, before);
      change[slot * slot_words + own.sign * stride + own.channel] = changed;
      if (layer == layers_) total += std::int64_t{readout(own)} * changed;
    });
    return total;
  }

  /// Where the two networks share the sums of layer 1, a lane has both signs.
  __device__ __noinline__ void find_slopes(std::uint32_t layer) {
    const bool shared = layer == 1;
    const Place own(shared ? stride : 2 * stride);
    if (!own.active || own.channel >= width_) return;
    each_position(
        layer, own.group, own.groups,
        [&](std::uint64_t position, std::uint32_t row, std::uint32_t column) {
          std::int32_t slope = 0;
          BRINK_ROLLED
          for (std::uint32_t sign = own.sign; sign < (shared ? 2 : own.sign + 1); ++sign) {
            const std::uint64_t unit = position * stride + own.channel;
            std::int32_t total = 0;
            if (sloped(layer, signed_sum(layer, sign, sum_[sign][layer][unit])) != 0) {
              each_above(layer + 1, row, column, [&](std::uint64_t above, std::uint32_t tap) {
                total += dot(row_of(layer + 1, tap, own.channel),
                             slope_[sign][layer + 1] + above * stride);
              });
            }
            slope += shared && sign == 1 ? -total : total;
          }
          slope_[own.sign][layer][position * stride + own.channel] = slope;
        });
  }

  const WarpWorker& worker_;
  std::uint16_t* level_;
  std::int32_t top_;
  std::int32_t* sum_[2][layers_end];    ///< [sign][layer]; layer 1 is shared
  std::int32_t* slope_[2][layers_end];  ///< of the score by the sums
  std::int32_t* pixel_slope_;
  std::int64_t score_ = 0;
  std::uint32_t moves_ = 0;
  bool stopped_ = false;
};

/// As brink::with_network_state, for a warp.
template <class Use>
__device__ auto with_network_state(const NetworkView& network, std::uint16_t* level,
                                   std::int32_t* scratch, const WarpWorker& worker, Use use) {
  switch (network.design.stride()) {
    case channel_group: {
      NetworkWarpState<channel_group> state(network, level, scratch, worker);
      return use(state);
    }
    case 2 * channel_group: {
      NetworkWarpState<2 * channel_group> state(network, level, scratch, worker);
      return use(state);
    }
    case 3 * channel_group: {
      NetworkWarpState<3 * channel_group> state(network, level, scratch, worker);
      return use(state);
    }
    default:
      break;
  }
  NetworkWarpState<most_network_width> state(network, level, scratch, worker);
  return use(state);
}

}  // namespace brink::device
