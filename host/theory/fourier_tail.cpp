// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/fourier_tail.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "host/theory/characteristic.hpp"
#include "host/theory/count.hpp"

namespace brink {
namespace {

constexpr long double pi = std::numbers::pi_v<long double>;

// Uniform levels are strictly sub-Gaussian: log(sinh(q z)/(q sinh z)) <= (q^2-1) z^2/6,
// as coth x - 1/x <= x/3. So P(|s| > 11 sigma) <= 2 exp(-60.5) < 1e-25.
constexpr long double reach_in_sigma = 11;

// Points with |phi| < 1e-25 are left out. The sum of |sin(T u)/(period sin u)| over all points is
// at most about log(period) < 50.
constexpr long double log_negligible = -57.6L;

// Ranges as short as this are evaluated and not bounded.
constexpr std::uint64_t short_range = 16;

long double standard_deviation(const ReducedScore& score) {
  const auto q = static_cast<long double>(score.levels);
  long double variance = 0;
  for (const WeightCount& entry : score.weights) {
    const auto weight = static_cast<long double>(entry.weight);
    variance += weight * weight * static_cast<long double>(entry.count) * (q * q - 1) / 3;
  }
  return std::sqrt(variance);
}

}  // namespace

FourierTail::FourierTail(const ReducedScore& score)
    : reach_(std::min(score.largest, static_cast<std::int64_t>(
                                         std::ceil(reach_in_sigma * standard_deviation(score))))),
      // 2 period - T > reach for every T <= reach, so nothing aliases. The period is odd, see phi.
      period_(static_cast<std::uint64_t>(reach_) | 1) {
  collect(CharacteristicFunction(score, period_), 1, period_ / 2);
}

void FourierTail::collect(const CharacteristicFunction& phi, std::uint64_t first,
                          std::uint64_t last) {
  if (first > last || phi.log_bound(first, last) < log_negligible) return;
  if (last - first >= short_range) {
    const std::uint64_t middle = first + (last - first) / 2;
    collect(phi, first, middle);
    collect(phi, middle + 1, last);
    return;
  }
  const auto period = static_cast<long double>(period_);
  for (std::uint64_t j = first; j <= last; ++j) {
    const long double sine = std::sin(pi * static_cast<long double>(j) / period);
    const long double value = phi(j);
    if (std::abs(value) >= std::exp(log_negligible)) {
      nodes_.push_back({j, 2 * value / (period * sine)});  // 2: the point -j as well
    }
  }
}

/// P(|s| < half_way), half_way between two scores.
long double FourierTail::inside(std::int64_t half_way) const {
  const auto period = static_cast<long double>(period_);
  long double sum = static_cast<long double>(half_way) / period;  // the point 0
  for (const Node& node : nodes_) {
    // The angle is reduced modulo 2 pi in integers, because the product may exceed 64 bits.
    const auto turn = static_cast<std::uint64_t>(Count{node.j} * static_cast<Count>(half_way) %
                                                 (2 * Count{period_}));
    sum += node.coefficient * std::sin(pi * static_cast<long double>(turn) / period);
  }
  return sum;
}

double FourierTail::above(std::int64_t t) const {
  if (t >= reach_) return 0;
  return static_cast<double>(std::clamp((1 - inside(t + 1)) / 2, 0.0L, 0.5L));
}

bool FourierTail::at_most(std::int64_t t, double coverage) const {
  return above(t) <= coverage * (1 + coverage_tie);
}

}  // namespace brink
