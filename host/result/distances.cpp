// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/distances.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace brink {
namespace {

/// `d <= r` holds despite rounding errors of this relative size (docs/spec/model.md#radii).
constexpr double tolerance = 1e-9;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double cost_limit(double radius, double p, const Shape& shape) {
  const double top = shape.top_level();
  if (std::isinf(p)) return radius * top * (1 + tolerance);
  const double limit = std::pow(radius, std::max(p, 1.0)) * std::pow(top, p);
  // Where a factor overflowed, p is large and both have the same exponent.
  return (std::isfinite(limit) ? limit : std::pow(radius * top, p)) * (1 + tolerance);
}

double scaled_radius(double scale, double p, std::uint32_t n) {
  return scale * std::pow(n, theory_exponent(p));
}

double radius_at(const Config& config, double value, double p, std::uint32_t n) {
  return config.radius_mode == RadiusMode::scale ? scaled_radius(value, p, n) : value;
}

double theory_exponent(double p) { return 1 / std::max(p, 1.0); }

Distances::Distances(const Tally& tally, double p, const Shape& shape) : p_(p), shape_(shape) {
  cost_.reserve(tally.cost.size());
  cumulative_.reserve(tally.cost.size());
  std::uint64_t images = 0;
  for (std::size_t i = 0; i < tally.cost.size(); ++i) {
    cost_.push_back(cost_value(tally.cost[i], tally.real));
    cumulative_.push_back(images += tally.count[i]);
  }
  if (tally.refined) mean_ = tally.mean;
}

std::uint64_t Distances::within(double radius) const {
  const auto end = std::upper_bound(cost_.begin(), cost_.end(), cost_limit(radius, p_, shape_));
  return end == cost_.begin() ? 0 : cumulative_[static_cast<std::size_t>(end - cost_.begin()) - 1];
}

double Distances::quantile(double probability) const {
  if (images() == 0) return nan;
  const auto reached = std::find_if(
      cumulative_.begin(), cumulative_.end(),
      [&](std::uint64_t images_so_far) { return reaches(images_so_far, probability, images()); });
  return distance_of_cost(cost_[static_cast<std::size_t>(reached - cumulative_.begin())], p_,
                          shape_);
}

double Distances::mean() const {
  if (images() == 0) return nan;
  if (mean_) return *mean_;
  double sum = 0;
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < cost_.size(); ++i) {
    sum += static_cast<double>(cumulative_[i] - below) * distance_of_cost(cost_[i], p_, shape_);
    below = cumulative_[i];
  }
  return sum / static_cast<double>(below);
}

}  // namespace brink
