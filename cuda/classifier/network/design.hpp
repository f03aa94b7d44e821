// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd.hpp"
#include "cuda/philox.hpp"
#include "cuda/shape.hpp"

namespace brink {

inline constexpr std::uint32_t least_network_layers = 2;
inline constexpr std::uint32_t most_network_layers = 3;
inline constexpr std::uint32_t least_network_width = 4;
inline constexpr std::uint32_t most_network_width = 16;

/// A kernel covers 3 x 3 positions of the layer below; neighbouring kernels are two positions
/// apart.
inline constexpr std::uint32_t kernel_side = 3;
inline constexpr std::uint32_t kernel_taps = kernel_side * kernel_side;
inline constexpr std::uint32_t kernel_stride = 2;

/// Channels are held in groups of four, and the last group is filled up with weights of 0. Loops
/// over channels thereby become vector instructions on every machine.
inline constexpr std::uint32_t channel_group = 4;

/// Rows (or columns) first..last of a layer.
struct Span {
  std::uint32_t first, last;
};

/// The architecture of a `network` at one shape (docs/spec/classes.md#network): layer 0 is
/// the image, layers 1..`layers` have `width` channels each. Positions of a layer
/// are row-major; its units are held as [position][channel], `stride` to a position.
struct NetworkDesign {
  Shape shape;
  std::uint32_t layers = least_network_layers;
  std::uint32_t width = 8;

  BRINK_HD constexpr std::uint32_t side(std::uint32_t layer) const {
    std::uint32_t side = shape.n;
    for (std::uint32_t l = 0; l < layer; ++l) side = (side + 1) / kernel_stride;
    return side;
  }
  BRINK_HD constexpr std::uint64_t positions(std::uint32_t layer) const {
    return std::uint64_t{side(layer)} * side(layer);
  }
  BRINK_HD constexpr std::uint32_t channels(std::uint32_t layer) const {
    return layer == 0 ? shape.h : width;
  }
  BRINK_HD constexpr std::uint32_t stride() const {
    return (width + channel_group - 1) / channel_group * channel_group;
  }
  /// How many integers hold a layer >= 1.
  BRINK_HD constexpr std::uint64_t units(std::uint32_t layer) const {
    return positions(layer) * stride();
  }
  /// R_l, the largest activation. A sum of 9 * channels random terms over the layer below is
  /// about as large as the root of that number times one term.
  BRINK_HD constexpr std::int32_t ceiling(std::uint32_t layer) const {
    auto ceiling = static_cast<std::int32_t>(shape.top_level());
    for (std::uint32_t l = 0; l < layer; ++l) {
      const auto terms = static_cast<std::int32_t>(kernel_taps * channels(l));
      std::int32_t root = 1;
      while ((root + 1) * (root + 1) <= terms) ++root;
      ceiling *= root;
    }
    return ceiling;
  }

  /// How many integers hold the kernels of layers 1..layer.
  BRINK_HD constexpr std::uint32_t weights(std::uint32_t layer) const {
    std::uint32_t total = 0;
    for (std::uint32_t l = 1; l <= layer; ++l) total += kernel_taps * channels(l - 1) * stride();
    return total;
  }

  /// The rows of `layer` >= 1 whose kernels cover some row of `below`, which are rows of the
  /// layer under it.
  BRINK_HD constexpr Span above(std::uint32_t layer, Span below) const {
    const std::uint32_t last = (below.last + 1) / kernel_stride;
    const std::uint32_t end = side(layer) - 1;
    return {below.first / kernel_stride, last < end ? last : end};
  }
};

/// The row 0, 1 or 2 of the kernel at `row` that lies on row `below` of the layer under it. More
/// than 2 where the kernel does not reach that row.
BRINK_HD constexpr std::uint32_t kernel_row(std::uint32_t row, std::uint32_t below) {
  return below + 1 - kernel_stride * row;
}

/// Kernel weight -1, 0 or 1 from a word of the stream of domain `network`, index = layer >= 1.
/// The word's position is k = (channel * inputs + input) * 9 + tap.
BRINK_HD constexpr std::int32_t kernel_weight(const Shape& shape, std::uint64_t seed,
                                              std::uint32_t layer, std::uint32_t k) {
  constexpr std::uint64_t values = 3;
  const std::uint64_t word = stream_word(shape.stream(Domain::network), seed, layer, k);
  return static_cast<std::int32_t>(word * values >> 32) - 1;
}

/// Readout weight of a channel of the last layer, from index 0. Bit 0 of the channel's word
/// decides: 1 gives 1 and 0 gives -1.
BRINK_HD constexpr std::int32_t readout_weight(const Shape& shape, std::uint64_t seed,
                                               std::uint32_t channel) {
  return stream_word(shape.stream(Domain::network), seed, 0, channel) & 1 ? 1 : -1;
}

/// A network of one shape: its weights in the order in which the passes read them.
struct NetworkView {
  NetworkDesign design;
  const std::int32_t* weight = nullptr;   ///< layer after layer, [tap][input][channel]
  const std::int32_t* readout = nullptr;  ///< [channel]

  /// The weights that lead from one tap and input channel to the channels of `layer`.
  BRINK_HD const std::int32_t* row(std::uint32_t layer, std::uint32_t tap,
                                   std::uint32_t input) const {
    return weight + design.weights(layer - 1) +
           (tap * design.channels(layer - 1) + input) * design.stride();
  }
};

/// Draws the weights. `weight` must have room for design.weights(layers) integers, `readout` for
/// design.stride().
BRINK_HD inline void draw_network(const NetworkDesign& design, std::uint64_t seed,
                                  std::int32_t* weight, std::int32_t* readout) {
  for (std::uint32_t i = 0; i < design.weights(design.layers); ++i) weight[i] = 0;
  for (std::uint32_t o = 0; o < design.stride(); ++o) readout[o] = 0;
  for (std::uint32_t layer = 1; layer <= design.layers; ++layer) {
    const std::uint32_t inputs = design.channels(layer - 1);
    std::int32_t* const begin = weight + design.weights(layer - 1);
    for (std::uint32_t channel = 0; channel < design.width; ++channel) {
      for (std::uint32_t input = 0; input < inputs; ++input) {
        for (std::uint32_t tap = 0; tap < kernel_taps; ++tap) {
          const std::uint32_t k = (channel * inputs + input) * kernel_taps + tap;
          begin[(tap * inputs + input) * design.stride() + channel] =
              kernel_weight(design.shape, seed, layer, k);
        }
      }
    }
  }
  for (std::uint32_t channel = 0; channel < design.width; ++channel) {
    readout[channel] = readout_weight(design.shape, seed, channel);
  }
}

}  // namespace brink
