// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/tally/distance.hpp"

#include <algorithm>
#include <cmath>

namespace brink {

double distance_of_cost(double cost, double p, const Shape& shape) {
  const double top = shape.top_level();
  if (p == 0) return cost;
  if (std::isinf(p) || p == 1) return cost / top;
  // For p > 1 the root comes first: (q-1)^p may overflow.
  return p < 1 ? cost / std::pow(top, p) : std::pow(cost, 1 / p) / top;
}

double largest_distance(double p, const Shape& shape) {
  return std::pow(static_cast<double>(shape.pixels()), 1 / std::max(p, 1.0));
}

}  // namespace brink
