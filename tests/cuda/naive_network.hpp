// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "cuda/philox.hpp"
#include "cuda/shape.hpp"
#include "host/config/config.hpp"

namespace brink {

/// A second, plain implementation of the network of docs/spec/classes.md#network. It uses 64-bit
/// sums and one array for each channel, and shares only the random words with the program.
class NaiveNetwork {
 public:
  NaiveNetwork(Shape shape, int layers, int width, std::uint64_t seed)
      : shape_(shape), layers_(layers), width_(width), seed_(seed) {}
  NaiveNetwork(Shape shape, const ClassifierConfig& config)
      : NaiveNetwork(shape, static_cast<int>(config.layers), static_cast<int>(config.width),
                     config.seed) {}

  std::int64_t score(const std::vector<std::uint16_t>& image) const {
    return output(image, 1) - output(image, -1);
  }

  /// The least distance of any unit's sum to the ends of its range.
  std::int64_t margin(const std::vector<std::uint16_t>& image) {
    margin_ = INT64_MAX;
    score(image);
    return margin_;
  }

 private:
  using Plane = std::vector<std::int64_t>;  // side * side

  std::int64_t word(int index, int position) const {
    return stream_word(shape_.stream(Domain::network), seed_, static_cast<std::uint64_t>(index),
                       static_cast<std::uint64_t>(position));
  }

  std::int64_t output(const std::vector<std::uint16_t>& image, int sign) const {
    int side = static_cast<int>(shape_.n);
    std::vector<Plane> planes(shape_.h, Plane(static_cast<std::size_t>(side * side)));
    const int top = static_cast<int>(shape_.top_level());
    for (std::size_t i = 0; i < image.size(); ++i) {
      const std::size_t plane = planes[0].size();
      planes[i / plane][i % plane] = sign * (2 * image[i] - top);
    }
    std::int64_t ceiling = top;
    for (int layer = 1; layer <= layers_; ++layer) {
      const int inputs = static_cast<int>(planes.size());
      ceiling *= static_cast<std::int64_t>(std::sqrt(9.0 * inputs));
      const int half = (side + 1) / 2;
      std::vector<Plane> next(static_cast<std::size_t>(width_),
                              Plane(static_cast<std::size_t>(half * half)));
      for (int o = 0; o < width_; ++o) {
        for (int row = 0; row < half; ++row) {
          for (int column = 0; column < half; ++column) {
            std::int64_t sum = 0;
            for (int c = 0; c < inputs; ++c) {
              for (int tap = 0; tap < 9; ++tap) {
                const int y = 2 * row - 1 + tap / 3, x = 2 * column - 1 + tap % 3;
                if (y < 0 || x < 0 || y >= side || x >= side) continue;
                const std::int64_t weight = (word(layer, (o * inputs + c) * 9 + tap) * 3 >> 32) - 1;
                sum += weight *
                       planes[static_cast<std::size_t>(c)][static_cast<std::size_t>(y * side + x)];
              }
            }
            margin_ = std::min({margin_, std::abs(sum), std::abs(sum - ceiling)});
            next[static_cast<std::size_t>(o)][static_cast<std::size_t>(row * half + column)] =
                std::clamp<std::int64_t>(sum, 0, ceiling);
          }
        }
      }
      planes = std::move(next);
      side = half;
    }
    std::int64_t total = 0;
    for (int o = 0; o < width_; ++o) {
      const std::int64_t weight = word(0, o) % 2 == 1 ? 1 : -1;
      for (const std::int64_t activation : planes[static_cast<std::size_t>(o)]) {
        total += weight * activation;
      }
    }
    return total;
  }

  Shape shape_;
  int layers_, width_;
  std::uint64_t seed_;
  mutable std::int64_t margin_ = INT64_MAX;
};

}  // namespace brink
