// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "cuda/shape.hpp"

namespace brink {

/// All q^N images of a tiny space, image x at index sum of x_i q^i, and the cost
/// of leaving a class, from its definition (spec, section 1): the least cost to
/// any image outside.
class TinySpace {
 public:
  explicit TinySpace(const Shape& shape)
      : shape_(shape),
        images_(static_cast<std::size_t>(1)
                << (shape.b * static_cast<std::uint32_t>(shape.pixels()))) {}

  std::size_t images() const { return images_; }
  const Shape& shape() const { return shape_; }

  std::uint32_t level(std::size_t image, std::uint64_t pixel) const {
    return static_cast<std::uint32_t>(image >> (shape_.b * pixel)) & shape_.top_level();
  }

  /// What moving one pixel by `steps` costs.
  static double pixel_cost(double p, std::uint32_t steps) {
    if (steps == 0) return 0;
    if (p == 0) return 1;
    return std::isinf(p) ? steps : std::pow(steps, p);
  }

  /// Cost of leaving `inside`, per image; 0 outside. Pixel by pixel: after pixel i
  /// the first i pixels may move.
  std::vector<double> costs(const std::vector<bool>& inside, double p) const {
    std::vector<double> cost(images_);
    for (std::size_t x = 0; x < images_; ++x) {
      cost[x] = inside[x] ? std::numeric_limits<double>::infinity() : 0;
    }
    for (std::uint64_t i = 0; i < shape_.pixels(); ++i) {
      std::vector<double> moved(images_, std::numeric_limits<double>::infinity());
      for (std::size_t x = 0; x < images_; ++x) {
        const std::uint32_t from = level(x, i);
        const std::size_t rest = x - (std::size_t{from} << (shape_.b * i));
        for (std::uint32_t to = 0; to < shape_.levels(); ++to) {
          const double step = pixel_cost(p, to > from ? to - from : from - to);
          const double before = cost[rest + (std::size_t{to} << (shape_.b * i))];
          moved[x] = std::min(moved[x], std::isinf(p) ? std::max(step, before) : step + before);
        }
      }
      cost.swap(moved);
    }
    return cost;
  }

  /// The largest cost that counts as within `radius`.
  double allowed_cost(double p, double radius) const {
    const double top = shape_.top_level();
    const double scaled =
        std::isinf(p) ? radius * top : std::pow(radius, std::max(p, 1.0)) * std::pow(top, p);
    return scaled * (1 + 1e-9);
  }

  /// The radius at which a cost is just within reach.
  double radius_of(double p, double cost) const {
    const double top = shape_.top_level();
    if (std::isinf(p)) return cost / top;
    return std::pow(cost / std::pow(top, p), 1 / std::max(p, 1.0));
  }

 private:
  Shape shape_;
  std::size_t images_;
};

}  // namespace brink
