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

double ExactCurve::moved_fraction(double p, double radius) const {
  using Cost = ExactMoves::Cost;
  if (moves_.share_within) return moves_.share_within(p, cost_limit(radius, p, shape_));
  if (!moves_.law) return nan;
  const bool each_one_step = moves_.cost == Cost::pixels || shape_.b == 1;
  const bool known = each_one_step || moves_.cost == Cost::steps_of_pixel ||
                     (moves_.cost == Cost::steps && p == 1) ||
                     (moves_.cost == Cost::top_bits && p == 0);
  if (!known) return nan;
  const double limit = cost_limit(radius, p, shape_);
  const bool one_pixel = moves_.cost == Cost::steps_of_pixel;
  if (one_pixel && p > 0) {
    // The largest a with a^p <= limit. At p = inf the cost is a itself.
    return moves_.law->within(std::isinf(p) ? limit : std::pow(limit, 1 / p));
  }
  // At p = inf, and on one pixel at p = 0, any number of moves costs 1.
  if (one_pixel || (std::isinf(p) && each_one_step)) {
    const double all =
        moves_.law->within(static_cast<double>(shape_.pixels()) * shape_.top_level());
    return limit >= 1 || std::isnan(all) ? all : 0;
  }
  return moves_.law->within(limit);
}

}  // namespace brink
