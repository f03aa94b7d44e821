// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/dense_size.hpp"

#include <algorithm>
#include <cmath>

namespace brink::device {
namespace {

/// The largest cost there can be, in doubles: exact where it matters, far below 2^53.
double largest_cost(Norm norm, Shape shape, std::uint64_t pixels) {
  if (norm.kind() == Norm::Kind::infinity) return shape.top_level();
  return static_cast<double>(pixels) * std::pow(shape.top_level(), norm.p);
}

/// More than a random image's score exceeds its threshold by, in steps of one level: the
/// standard deviation sqrt(N) q / sqrt(12), of which half the score is one, 7 times.
double typical_steps(Shape shape) {
  constexpr double per_root_pixel = 2.02;  // 7 / sqrt(12)
  return per_root_pixel * shape.levels() * std::sqrt(static_cast<double>(shape.pixels()));
}

/// A cost that almost no random image exceeds, where the class moves by a sum of levels:
/// the steps spread evenly over all pixels, and at least one level for each that moves.
double typical_cost(Norm norm, Shape shape) {
  const double steps = typical_steps(shape);
  if (norm.p == 0) return steps / shape.top_level();
  const auto pixels = static_cast<double>(shape.pixels());
  return std::max(steps, pixels * std::pow(steps / pixels, norm.p));
}

}  // namespace

DenseSize dense_size(const CostRule& rule, Shape shape, std::uint64_t pixels, std::uint64_t most) {
  if (rule.real) return {};
  const auto limit = static_cast<double>(most);
  const double largest = largest_cost(rule.norm, shape, pixels);
  if (largest + 1 <= limit) return {static_cast<std::uint64_t>(largest) + 1, true};
  const double typical = typical_cost(rule.norm, shape);
  if (typical + 1 <= limit) return {static_cast<std::uint64_t>(typical) + 1, false};
  return {};
}

}  // namespace brink::device
