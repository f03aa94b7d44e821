// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/intervals.hpp"

#include <bit>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace brink {
namespace {

// The Cornish-Fisher series below is off by about a^(-3/2) standard deviations, which is 1e-9 from
// here on. For smaller arguments the inverses of Boost 1.74 serve. With both arguments above 1e10
// these give up ("exceeded 1000000 iterations") or lose digits.
constexpr std::uint64_t many = std::uint64_t{1} << 20;

// The value of Boost's inverse is put back as a check. About once in 10^5 cells of more than 10^12
// trials, the value is off by half or more.
constexpr double inverse_tolerance = 1e-8;

constexpr std::uint64_t max_trials = std::uint64_t{1} << 48;

/// Quantile of Beta(a, b), both large, from its first four cumulants
/// (Cornish-Fisher, second order). `z` is the normal quantile.
double beta_quantile_series(double a, double b, double z) {
  const double n = a + b;
  const double mean = a / n;
  const double deviation = std::sqrt(mean * (b / n) / (n + 1));
  const double skewness = 2 * (b - a) / (n + 2) * std::sqrt((n + 1) / a / b);
  const double excess = 6 * ((a - b) / (n + 2) * ((a - b) / a) * (n + 1) / b - 1) / (n + 3);
  const double shift = skewness * (z * z - 1) / 6 + excess * z * (z * z - 3) / 24 -
                       skewness * skewness * z * (2 * z * z - 5) / 36;
  return mean + deviation * (z + shift);
}

/// The x at which `rising`, a function of x in (0, 1), reaches `target`. This bisects over all
/// doubles, whose order is that of their bit patterns.
template <class Function>
double bisect(const Function& rising, double target) {
  std::uint64_t below = 0, above = std::bit_cast<std::uint64_t>(1.0);
  while (above - below > 1) {
    const std::uint64_t middle = below + (above - below) / 2;
    (rising(std::bit_cast<double>(middle)) < target ? below : above) = middle;
  }
  return std::bit_cast<double>(above);
}

/// x with I_x(a, b) = share.
double beta_quantile(double a, double b, double share) {
  const double x = boost::math::ibeta_inv(a, b, share);
  if (std::abs(boost::math::ibeta(a, b, x) - share) <= inverse_tolerance * share) return x;
  return bisect([=](double t) { return boost::math::ibeta(a, b, t); }, share);
}

/// x with 1 - I_x(a, b) = share.
double beta_upper_quantile(double a, double b, double share) {
  const double x = boost::math::ibetac_inv(a, b, share);
  if (std::abs(boost::math::ibetac(a, b, x) - share) <= inverse_tolerance * share) return x;
  return bisect([=](double t) { return -boost::math::ibetac(a, b, t); }, -share);
}

/// The p at which `successes` or more of `trials` have the probability `miss`; 0 < successes.
double lower_end(std::uint64_t successes, std::uint64_t trials, double miss) {
  const auto a = static_cast<double>(successes);
  const auto b = static_cast<double>(trials - successes) + 1;
  if (successes >= many && trials - successes >= many) {
    const double z = -std::numbers::sqrt2 * boost::math::erfc_inv(2 * miss);
    return beta_quantile_series(a, b, z);
  }
  // The smaller argument first: there the inverse converges for any trials.
  return a <= b ? beta_quantile(a, b, miss) : 1 - beta_upper_quantile(b, a, miss);
}

/// The p at which at most `successes` have the probability `miss`; successes < trials.
double upper_end(std::uint64_t successes, std::uint64_t trials, double miss) {
  const auto a = static_cast<double>(successes) + 1;
  const auto b = static_cast<double>(trials - successes);
  if (successes >= many && trials - successes >= many) {
    const double z = std::numbers::sqrt2 * boost::math::erfc_inv(2 * miss);
    return beta_quantile_series(a, b, z);
  }
  return a <= b ? beta_upper_quantile(a, b, miss) : 1 - beta_quantile(b, a, miss);
}

}  // namespace

Interval clopper_pearson(std::uint64_t successes, std::uint64_t trials, double confidence) {
  if (!(confidence > 0 && confidence < 1)) {
    throw std::invalid_argument("clopper_pearson: confidence must be in (0, 1)");
  }
  if (successes > trials || trials > max_trials) {
    throw std::invalid_argument("clopper_pearson: successes <= trials <= 2^48 is needed");
  }
  const double miss = (1 - confidence) / 2;
  return {successes == 0 ? 0 : lower_end(successes, trials, miss),
          successes == trials ? 1 : upper_end(successes, trials, miss)};
}

}  // namespace brink
