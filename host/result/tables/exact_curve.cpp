// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/tables/exact_curve.hpp"

#include <cmath>
#include <limits>

#include "host/classes/host_class.hpp"
#include "host/result/distances.hpp"

namespace brink {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

ExactCurve::ExactCurve(const ClassifierConfig& classifier, const CellClass& built,
                       const Shape& shape, LevelSums& sums)
    : shape_(shape), moves_(host_class(classifier.judged_as()).exact_moves(built, shape, sums)) {}

std::optional<double> ExactCurve::moves_within(double p, double radius) const {
  using Cost = ExactMoves::Cost;
  if (!moves_.law) return std::nullopt;
  const bool each_one_step = moves_.cost == Cost::pixels || shape_.b == 1;
  const bool known = each_one_step || moves_.cost == Cost::steps_of_pixel ||
                     (moves_.cost == Cost::steps && p == 1) ||
                     (moves_.cost == Cost::top_bits && p == 0);
  if (!known) return std::nullopt;
  const double limit = cost_limit(radius, p, shape_);
  const bool one_pixel = moves_.cost == Cost::steps_of_pixel;
  if (one_pixel && p > 0) {
    // The largest a with a^p <= limit. At p = inf the cost is a itself.
    return std::isinf(p) ? limit : std::pow(limit, 1 / p);
  }
  // At p = inf, and on one pixel at p = 0, any number of moves costs 1.
  if (one_pixel || (std::isinf(p) && each_one_step)) {
    return limit >= 1 ? static_cast<double>(shape_.pixels()) * shape_.top_level() : 0;
  }
  return limit;
}

double ExactCurve::moved_fraction(double p, double radius) const {
  if (moves_.share_within) return moves_.share_within(p, cost_limit(radius, p, shape_));
  const auto moves = moves_within(p, radius);
  return moves ? moves_.law->within(*moves) : nan;
}

double ExactCurve::robust_fraction(double p, double radius) const {
  const auto moves = moves_.share_within ? std::nullopt : moves_within(p, radius);
  return moves ? moves_.law->beyond(*moves) : 1 - moved_fraction(p, radius);
}

}  // namespace brink
