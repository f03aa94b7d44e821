// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/level_sum_generator.hpp"

#include <algorithm>
#include <array>
#include <boost/math/special_functions/bernoulli.hpp>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace brink {
namespace {

using Complex = std::complex<long double>;

// L(w) is a series in (w/pi)^2 <= 1/39 up to here; 14 terms leave 1e-22.
constexpr long double series_reach = 0.5L;
constexpr std::size_t series_terms = 14;
constexpr long double negligible = 1e-21L;

/// Coefficients of w^2, w^4, .. in L(w): 4^k B_2k / (2k (2k)!).
const std::array<long double, series_terms>& coefficients() {
  static const auto table = [] {
    std::array<long double, series_terms> values{};
    long double factor = 1;  // 4^k / (2k)!
    for (std::size_t i = 0; i < series_terms; ++i) {
      const int k = static_cast<int>(i) + 1;
      factor *= 4 / (static_cast<long double>(2 * k) * (2 * k - 1));
      values[i] = factor * boost::math::bernoulli_b2n<long double>(k) / (2 * k);
    }
    return values;
  }();
  return table;
}

template <class Number>
Number series(Number w) {
  const auto& c = coefficients();
  const Number square = w * w;
  std::size_t last = 0;
  for (long double size = 1; size > negligible && last + 1 < series_terms; ++last) {
    size *= std::abs(square) / (std::numbers::pi_v<long double> * std::numbers::pi_v<long double>);
  }
  Number sum = c[last];
  while (last-- > 0) sum = sum * square + c[last];
  return sum * square;
}

/// log(sinh(w)/w). The exponential is taken out, so that nothing overflows.
template <class Number>
Number log_sinhc(Number w) {
  if (std::abs(w) <= series_reach) return series(w);
  return w + std::log((1.0L - std::exp(-2.0L * w)) / (2.0L * w));
}

// Below this, cancellation in the closed forms is worse than the next term of the series.
constexpr double small = 0.05;

double langevin(double w) { return w < small ? w / 3 - w * w * w / 45 : 1 / std::tanh(w) - 1 / w; }

double langevin_slope(double w) {
  if (w < small) return 1.0 / 3 - w * w / 15;
  const double decay = std::exp(-w);
  const double inverse_sinh = 2 * decay / (1 - decay * decay);
  return 1 / (w * w) - inverse_sinh * inverse_sinh;
}

}  // namespace

long double LevelGenerator::operator()(long double z) const {
  return log_sinhc(levels_ * z / 2) - log_sinhc(z / 2);
}

Complex LevelGenerator::operator()(Complex z) const {
  return log_sinhc(levels_ * z / 2.0L) - log_sinhc(z / 2.0L);
}

double LevelGenerator::slope(double z) const {
  const auto q = static_cast<double>(levels_);
  return q / 2 * langevin(q * z / 2) - langevin(z / 2) / 2;
}

double LevelGenerator::curvature(double z) const {
  const auto q = static_cast<double>(levels_);
  return (q * q * langevin_slope(q * z / 2) - langevin_slope(z / 2)) / 4;
}

long double LevelGenerator::envelope(long double theta, long double t) const {
  const long double w = levels_ * theta / 2;
  const long double log_cosh = w + std::log1p(std::exp(-2 * w)) - std::numbers::ln2_v<long double>;
  const long double real = std::sinh(theta / 2), imaginary = std::sin(t / 2);
  return log_cosh - std::log(levels_) - std::log(real * real + imaginary * imaginary) / 2;
}

long double SumGenerator::operator()(long double z) const {
  long double sum = 0;
  for (const auto& [weight, count] : weights_) {
    sum += static_cast<long double>(count) * one_(static_cast<long double>(weight) * z);
  }
  return sum;
}

Complex SumGenerator::beside(long double theta, long double t) const {
  Complex sum = 0;
  for (const auto& [weight, count] : weights_) {
    const auto w = static_cast<long double>(weight);
    const Complex one = one_(w * Complex(theta, t)) - one_(w * theta);
    const auto scale = static_cast<long double>(count);
    sum += Complex(scale * one.real(), scale * one.imag());
  }
  return sum;
}

double SumGenerator::slope(double z) const {
  double sum = 0;
  for (const auto& [weight, count] : weights_) {
    sum += static_cast<double>(count) * weight * one_.slope(weight * z);
  }
  return sum;
}

double SumGenerator::curvature(double z) const {
  double sum = 0;
  for (const auto& [weight, count] : weights_) {
    const double square = static_cast<double>(weight) * weight;
    sum += static_cast<double>(count) * square * one_.curvature(weight * z);
  }
  return sum;
}

/// |E exp(z x)| of one level falls up to its first zero, t = 2 pi/q; beyond, its envelope does. The
/// other weights make the sum smaller still.
long double SumGenerator::bound_beyond(long double theta, long double t) const {
  const auto [weight, count] = weights_.front();
  if (weight != 1) return 0;
  const long double lobe = 2 * std::numbers::pi_v<long double> / levels_;
  long double one = one_.envelope(theta, std::max(t, lobe));
  if (t < lobe) one = std::max(one, one_(Complex(theta, t)).real());
  return static_cast<long double>(count) * (one - one_(theta));
}

}  // namespace brink
