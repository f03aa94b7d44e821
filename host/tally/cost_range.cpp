// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/tally/cost_range.hpp"

#include <algorithm>
#include <cmath>

namespace brink {
namespace {

/// More steps of one level than almost any random image needs. Half of its score is the number of
/// steps, with the standard deviation sqrt(N) q / sqrt(12); this is 7 times that.
double typical_steps(Shape shape) {
  constexpr double per_root_pixel = 2.02;  // 7 / sqrt(12)
  return per_root_pixel * shape.levels() * std::sqrt(static_cast<double>(shape.pixels()));
}

}  // namespace

double largest_cost(Norm norm, Shape shape, std::uint64_t pixels) {
  if (norm.kind() == Norm::Kind::infinity) return shape.top_level();
  return static_cast<double>(pixels) * std::pow(shape.top_level(), norm.p);
}

double typical_cost(Norm norm, Shape shape) {
  const double steps = typical_steps(shape);
  if (norm.p == 0) return steps / shape.top_level();
  const auto pixels = static_cast<double>(shape.pixels());
  return std::max(steps, pixels * std::pow(steps / pixels, norm.p));
}

}  // namespace brink
