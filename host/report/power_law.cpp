// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/report/power_law.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace brink {
namespace {

// Where the distances of all images are the same there is no error, and all points weigh alike.
constexpr double least_error = 1e-9;

}  // namespace

PowerLaw fit_power_law(const std::vector<LogPoint>& points) {
  if (points.size() < 2) throw std::invalid_argument("fit_power_law: two points are needed");
  const auto weight = [](const LogPoint& point) {
    const double error = std::max(point.error, least_error);
    return 1 / (error * error);
  };
  double sum = 0, mean_x = 0, mean_y = 0;
  for (const LogPoint& point : points) {
    sum += weight(point);
    mean_x += weight(point) * point.x;
    mean_y += weight(point) * point.y;
  }
  mean_x /= sum;
  mean_y /= sum;
  double xx = 0, xy = 0, chi_square = 0;
  for (const LogPoint& point : points) {
    xx += weight(point) * (point.x - mean_x) * (point.x - mean_x);
    xy += weight(point) * (point.x - mean_x) * (point.y - mean_y);
  }
  const double exponent = xy / xx;
  for (const LogPoint& point : points) {
    const double residual = point.y - mean_y - exponent * (point.x - mean_x);
    chi_square += weight(point) * residual * residual;
  }
  const auto freedom = static_cast<double>(points.size() - 2);
  const double scatter = freedom > 0 ? std::max(1.0, chi_square / freedom) : 1;
  return {exponent, std::sqrt(scatter / xx)};
}

}  // namespace brink
