// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "tests/cuda/distance_transform.hpp"

namespace brink {

/// All q^N images of a tiny space, with image x at index sum of x_i q^i, and the cost of leaving
/// a class from its definition (docs/spec/model.md#costs): the least cost to any image outside.
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

  /// The cost of moving one pixel by `steps`.
  static double pixel_cost(double p, std::uint32_t steps) { return move_cost(p, steps); }

  /// Cost of leaving `inside`, per image; 0 outside.
  std::vector<double> costs(const std::vector<bool>& inside, double p) const {
    return distance_transform(shape_, inside, p);
  }

  /// The largest cost that counts as within `radius`.
  double allowed_cost(double p, double radius) const {
    const double top = shape_.top_level();
    const double scaled =
        std::isinf(p) ? radius * top : std::pow(radius, std::max(p, 1.0)) * std::pow(top, p);
    return scaled * (1 + 1e-9);
  }

  /// The radius that just contains a cost.
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
