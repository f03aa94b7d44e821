// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/report/prediction.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "host/result/distances.hpp"

namespace brink {
namespace {

// So many halvings bring an interval of radii from its whole length to a relative 1e-12.
constexpr int halvings = 60;

// The last digit of a cost limit decides about a radius at the very edge, so the radius is raised
// by this.
constexpr double beyond = 1e-12;

/// For p < 1 whole pixels go to 0, the brightest first. The last one goes only as far as it must.
double cost_of_largest_caps(const Shape& shape, double p, double steps) {
  const double pixels_per_level = static_cast<double>(shape.pixels()) / shape.levels();
  double cost = 0;
  for (std::uint32_t cap = shape.top_level(); cap > 0 && steps > 0; --cap) {
    const double pixels = std::min(pixels_per_level, steps / cap);
    cost += pixels * std::pow(cap, p);
    steps -= pixels * cap;
  }
  return p == 0 ? std::ceil(cost) : cost;
}

/// p >= 1: the j-th step of every pixel that stands at level j or above.
double cost_of_even_steps(const Shape& shape, double p, double steps) {
  const double pixels_per_level = static_cast<double>(shape.pixels()) / shape.levels();
  double cost = 0;
  for (std::uint32_t j = 1; j <= shape.top_level() && steps > 0; ++j) {
    const double moved = std::min(pixels_per_level * (shape.levels() - j), steps);
    cost = std::isinf(p) ? j : cost + moved * (std::pow(j, p) - std::pow(j - 1.0, p));
    steps -= moved;
  }
  return cost;
}

}  // namespace

double median_moves(const MoveLaw& law) {
  double below = 0, enough = 1;
  while (law.within(enough) < 0.5) {
    below = enough;
    enough *= 2;
  }
  while (enough - below > 1) {
    const double middle = std::floor((below + enough) / 2);
    (law.within(middle) < 0.5 ? below : enough) = middle;
  }
  return enough;
}

double brightness_distance(const Shape& shape, double p, double steps) {
  const double cost =
      p < 1 ? cost_of_largest_caps(shape, p, steps) : cost_of_even_steps(shape, p, steps);
  return distance_of_cost(cost, p, shape);
}

double radius_to_leave(const MovedFractionBound& bound, const Shape& shape, double p,
                       double robust) {
  double below = 0;
  // Within this radius every image can become every other one.
  double enough = std::pow(static_cast<double>(shape.pixels()), theory_exponent(p));
  if (!bound.leaves(p, enough, robust)) return std::numeric_limits<double>::infinity();
  for (int i = 0; i < halvings; ++i) {
    const double middle = (below + enough) / 2;
    (bound.leaves(p, middle, robust) ? enough : below) = middle;
  }
  return p == 0 ? std::ceil(below) : enough * (1 + beyond);
}

}  // namespace brink
