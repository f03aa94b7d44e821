// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/normal_tail.hpp"

#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>

namespace brink {
namespace {

// From here on the asymptotic series is exact to its last kept term, 945/x^10 < 1e-11, of a
// logarithm of size x^2/2. Below, erfc is far from the smallest double.
constexpr double asymptotic_from = 30;

}  // namespace

double log_normal_tail(double x) {
  if (x < asymptotic_from) return std::log(std::erfc(x / std::numbers::sqrt2) / 2);
  const double y = 1 / (x * x);
  const double series = -y * (1 - y * (3 - y * (15 - y * 105)));
  return -x * x / 2 - std::log(x * std::sqrt(2 * std::numbers::pi)) + std::log1p(series);
}

double normal_tail_quantile(double share) {
  return std::numbers::sqrt2 * boost::math::erfc_inv(2 * share);
}

}  // namespace brink
