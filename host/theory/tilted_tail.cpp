// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/tilted_tail.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "host/theory/count.hpp"
#include "host/theory/level_sum_generator.hpp"

namespace brink {
namespace {

constexpr long double pi = std::numbers::pi_v<long double>;

// Near the middle the line is kept this many standard deviations' worth away from
// the pole at 0; e^8 of cancellation is the price, three of nineteen digits.
constexpr double least_tilt = 4;

// e^-46 < 1e-20 of the tilted law may alias; it is at most 6000 times P.
constexpr double alias_exponent = 46;

// Terms that sum up to less than e^-50 of the first one are left out.
constexpr long double negligible = -50;

constexpr int most_newton_steps = 200;
constexpr double newton_tolerance = 1e-6;

/// The saddle point: N K'(theta) = e. K' is concave, so Newton's method rises to it.
double saddle_point(const LevelGenerator& log_moment, double pixels, double edge) {
  double theta = edge / (pixels * log_moment.curvature(0));
  for (int i = 0; i < most_newton_steps; ++i) {
    const double gap = edge / pixels - log_moment.slope(theta);
    const double step = gap / log_moment.curvature(theta);
    theta += step;
    if (!(step > newton_tolerance * theta)) break;
  }
  return theta;
}

/// How far from its mean the tilted law may be left: both tails beyond are below
/// e^-46, by Bernstein's inequality or, for strong tilts, by Chernoff's with the
/// law tilted half as much (below) and twice as much (above).
double reach_of(const LevelGenerator& log_moment, double pixels, double theta, double deviation,
                double top) {
  const double linear = alias_exponent * top / 3;
  const double bernstein =
      linear + std::sqrt(linear * linear + 2 * alias_exponent * deviation * deviation);
  const auto exponent = [&](double z) {
    return pixels * static_cast<double>(log_moment(static_cast<long double>(z)) -
                                        log_moment(static_cast<long double>(theta)) -
                                        (z - theta) * log_moment.slope(theta));
  };
  const double below = (alias_exponent + exponent(theta / 2)) / (theta / 2);
  const double above = (alias_exponent + exponent(2 * theta)) / theta;
  return std::min(bernstein, std::max(below, above));
}

}  // namespace

long double log_upper_tail(std::uint64_t pixels, std::uint32_t levels, std::int64_t twice_edge) {
  using Complex = std::complex<long double>;
  const LevelGenerator log_moment(levels);
  const auto count = static_cast<double>(pixels);
  const double edge = static_cast<double>(twice_edge) / 2;
  const double middle_deviation = std::sqrt(count * log_moment.curvature(0));
  const double theta =
      std::max(saddle_point(log_moment, count, edge), least_tilt / middle_deviation);
  const double deviation = std::sqrt(count * log_moment.curvature(theta));
  // Half a period holds e^-46 of the factor exp(-theta x) as well; the law's mean
  // lies up to the least tilt beyond e.
  const double half = std::max(
      alias_exponent / theta,
      least_tilt * middle_deviation + reach_of(log_moment, count, theta, deviation, levels - 1));
  const std::uint64_t period = static_cast<std::uint64_t>(std::ceil(half)) * 2 + 1;

  const auto scale = static_cast<long double>(pixels);
  const long double at_line = log_moment(static_cast<long double>(theta));
  // |E exp(z x)| falls up to its first zero, t = 2 pi/q; beyond, the envelope does.
  const long double lobe = 2 * pi / levels;
  const long double beyond = log_moment.envelope(theta, lobe);
  long double sum = 1 / (4 * std::sinh(static_cast<long double>(theta) / 2));
  for (std::uint64_t j = 1; j <= period / 2; ++j) {
    const long double t = 2 * pi * static_cast<long double>(j) / static_cast<long double>(period);
    const Complex z(theta, t);
    const Complex log_value = log_moment(z) - at_line;
    // t e modulo 2 pi in integers: the product may exceed 64 bits.
    const auto turn =
        static_cast<std::uint64_t>(Count{j} * static_cast<Count>(twice_edge) % (2 * Count{period}));
    const long double phase = scale * log_value.imag() - pi * static_cast<long double>(turn) /
                                                             static_cast<long double>(period);
    sum += (std::polar(std::exp(scale * log_value.real()), phase) / (2.0L * std::sinh(z / 2.0L)))
               .real();
    const long double bound = t < lobe ? std::max(log_value.real(), beyond - at_line)
                                       : log_moment.envelope(theta, t) - at_line;
    if (scale * bound + std::log(static_cast<long double>(period)) < negligible) break;
  }
  return scale * at_line -
         static_cast<long double>(theta) * static_cast<long double>(twice_edge) / 2 +
         std::log(2 * sum / static_cast<long double>(period));
}

}  // namespace brink
