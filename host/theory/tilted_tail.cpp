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

// Lines are this far apart, in units of 1/deviation of X. At that distance from the saddle point
// the integrand is larger by e^(1/2) at most.
constexpr double tilt_step = 1;

// Near the middle the line is kept this many steps away from the pole at 0, which is four standard
// deviations. The price is a cancellation of e^8: three of nineteen digits.
constexpr std::int64_t least_tilt_steps = 4;
constexpr double least_tilt = static_cast<double>(least_tilt_steps) * tilt_step;

// A phase is computed anew after so many points. Between them it is turned, and each turn rounds
// once.
constexpr std::uint64_t turns_in_a_row = 8;

// e^-46 < 1e-20 of the tilted law may alias. That is at most 6000 times P.
constexpr double alias_exponent = 46;

// Terms are left out that add up to less than e^-50 of the first one.
constexpr long double negligible = -50;

constexpr int most_newton_steps = 200;
constexpr double newton_tolerance = 1e-6;

/// The saddle point: K'(theta) = e. K' is concave, so Newton's method rises to it.
double saddle_point(const SumGenerator& log_moment, double edge) {
  double theta = edge / log_moment.curvature(0);
  for (int i = 0; i < most_newton_steps; ++i) {
    const double step = (edge - log_moment.slope(theta)) / log_moment.curvature(theta);
    theta += step;
    if (!(step > newton_tolerance * theta)) break;
  }
  return theta;
}

/// How far from its mean the tilted law may be left. Both tails beyond are below e^-46, by
/// Bernstein's inequality. For strong tilts it is Chernoff's inequality, with the law tilted half
/// as much (below) and twice as much (above).
double reach_of(const SumGenerator& log_moment, double theta, double deviation, double top) {
  const double linear = alias_exponent * top / 3;
  const double bernstein =
      linear + std::sqrt(linear * linear + 2 * alias_exponent * deviation * deviation);
  const auto exponent = [&](double z) {
    return static_cast<double>(log_moment(static_cast<long double>(z)) -
                               log_moment(static_cast<long double>(theta)) -
                               static_cast<long double>(z - theta) * log_moment.slope(theta));
  };
  const double below = (alias_exponent + exponent(theta / 2)) / (theta / 2);
  const double above = (alias_exponent + exponent(2 * theta)) / theta;
  return std::min(bernstein, std::max(below, above));
}

}  // namespace

TiltedTail::TiltedTail(std::vector<WeightCount> weights, std::uint32_t levels)
    : log_moment_(levels, weights),
      top_(weights.back().weight * (levels - 1.0)),
      deviation_(std::sqrt(log_moment_.curvature(0))),
      least_mean_(log_moment_.slope(least_tilt / deviation_)) {}

/// The step of the line for an edge: at the saddle point or the next one beyond.
std::int64_t TiltedTail::tilt_of(double edge) const {
  if (edge <= least_mean_) return least_tilt_steps;
  const double theta = saddle_point(log_moment_, edge);
  return std::max(least_tilt_steps,
                  static_cast<std::int64_t>(std::ceil(theta * deviation_ / tilt_step)));
}

TiltedTail::Line TiltedTail::make_line(std::int64_t tilt) const {
  using Complex = std::complex<long double>;
  const double theta = static_cast<double>(tilt) * tilt_step / deviation_;
  const double deviation = std::sqrt(log_moment_.curvature(theta));
  // Half a period also holds e^-46 of the factor exp(-theta x). The mean of the law lies beyond e
  // by up to the least tilt, or a step.
  const double half =
      std::max(alias_exponent / theta,
               least_tilt * deviation_ + reach_of(log_moment_, theta, deviation, top_));
  const std::uint64_t period = static_cast<std::uint64_t>(std::ceil(half)) * 2 + 1;
  const auto real = static_cast<long double>(theta);
  Line line{real, log_moment_(real), period, {}};
  line.terms.emplace_back(1 / (4 * std::sinh(real / 2)));
  for (std::uint64_t j = 1; j <= period / 2; ++j) {
    const long double t = 2 * pi * static_cast<long double>(j) / static_cast<long double>(period);
    const Complex log_value = log_moment_.beside(real, t);
    line.terms.push_back(std::polar(std::exp(log_value.real()), log_value.imag()) /
                         (2.0L * std::sinh(Complex(real, t) / 2.0L)));
    const long double bound = log_moment_.bound_beyond(real, t);
    if (bound + std::log(static_cast<long double>(period)) < negligible) break;
  }
  return line;
}

long double TiltedTail::log_above(std::int64_t twice_edge) {
  const std::int64_t tilt = tilt_of(static_cast<double>(twice_edge) / 2);
  auto found = lines_.find(tilt);
  if (found == lines_.end()) found = lines_.emplace(tilt, make_line(tilt)).first;
  const Line& line = found->second;
  const auto period = static_cast<long double>(line.period);
  // exp(i t e). t e is reduced modulo 2 pi in integers, because the product may exceed 64 bits.
  const auto phase = [&](std::uint64_t j) {
    const Count turns = Count{j} * static_cast<Count>(twice_edge) % (2 * Count{line.period});
    return std::polar(1.0L, pi * static_cast<long double>(turns) / period);
  };
  const auto turn = phase(1);
  long double sum = 0, cosine = 1, sine = 0;
  for (std::size_t j = 0; j < line.terms.size(); ++j) {
    if (j % turns_in_a_row == 0) {
      const auto exact = phase(j);
      cosine = exact.real();
      sine = exact.imag();
    }
    sum += line.terms[j].real() * cosine + line.terms[j].imag() * sine;
    const long double turned = cosine * turn.real() - sine * turn.imag();
    sine = sine * turn.real() + cosine * turn.imag();
    cosine = turned;
  }
  return line.log_scale - line.theta * static_cast<long double>(twice_edge) / 2 +
         std::log(2 * sum / period);
}

}  // namespace brink
