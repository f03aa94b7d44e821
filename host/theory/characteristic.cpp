// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/characteristic.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace brink {
namespace {

constexpr long double pi = std::numbers::pi_v<long double>;

/// log |sin x / x|. Near 0 this is far smaller than the rounding of sin x / x, and it is then
/// multiplied by up to 2^32 pixels. So a series gives sin x / x - 1 by itself there.
long double log_sinc(long double x) {
  if (std::abs(x) > 1) return std::log(std::abs(std::sin(x) / x));
  long double term = 1, sum = 0;
  // Taylor's terms fall by x^2/((2i)(2i+1)), and are below rounding after 12 terms at most.
  for (int i = 1; i <= 12; ++i) {
    term *= -x * x / static_cast<long double>((2 * i) * (2 * i + 1));
    sum += term;
  }
  return std::log1p(sum);
}

/// log |sin(q u) / (q sin u)|.
long double log_kernel(long double q, long double u) { return log_sinc(q * u) - log_sinc(u); }

}  // namespace

CharacteristicFunction::CharacteristicFunction(const ReducedScore& score, std::uint64_t period)
    : score_(score),
      period_(period),
      main_lobe_(pi / score.levels),
      log_side_lobes_(-std::log(score.levels * std::sin(main_lobe_))) {}

long double CharacteristicFunction::operator()(std::uint64_t j) const {
  const auto q = static_cast<long double>(score_.levels);
  long double log_size = 0;
  bool negative = false;
  for (const WeightCount& entry : score_.weights) {
    const std::uint64_t turns = (entry.weight * j + period_ / 2) / period_;
    const auto rest = static_cast<std::int64_t>(entry.weight * j - turns * period_);
    const long double u = pi * static_cast<long double>(rest) / static_cast<long double>(period_);
    log_size += static_cast<long double>(entry.count) * log_kernel(q, u);
    // q is even, so a shift by pi changes the sign of D. The zeros at multiples of pi/q change it
    // too.
    const auto zeros = static_cast<std::uint64_t>(std::floor(q * std::abs(u) / pi));
    negative ^= ((turns + zeros) & entry.count & 1) != 0;
  }
  return negative ? -std::exp(log_size) : std::exp(log_size);
}

long double CharacteristicFunction::log_envelope(long double u) const {
  // On the main lobe every factor cos(2^i u) falls from 1; beyond it
  // |D| <= 1/(q sin u), which falls up to pi/2 and is largest at the lobe's end.
  if (u >= main_lobe_) return -std::log(score_.levels * std::sin(u));
  return std::max(log_kernel(score_.levels, u), log_side_lobes_);
}

long double CharacteristicFunction::log_bound(std::uint64_t first, std::uint64_t last) const {
  long double bound = 0;
  for (const WeightCount& entry : score_.weights) {
    const std::uint64_t from = entry.weight * first, to = entry.weight * last;
    const std::uint64_t next_multiple = (from + period_ - 1) / period_ * period_;
    if (next_multiple <= to) continue;  // D = 1 within the range
    const std::uint64_t nearest = std::min(next_multiple - to, from % period_);
    const long double u =
        pi * static_cast<long double>(nearest) / static_cast<long double>(period_);
    bound += static_cast<long double>(entry.count) * log_envelope(u);
  }
  return bound;
}

}  // namespace brink
