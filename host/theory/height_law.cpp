// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/height_law.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "cuda/strata.hpp"

namespace brink {
namespace {

// Wider than the error of log_at_least by far, so that every machine finds the same edges.
constexpr double edge_tie = 1e-9;
constexpr int tilt_bits = 12;
constexpr int bisections = 60;

/// The mean height under a tilt.
double mean_at(const HeightLaw& law, double theta) {
  double mean = 0;
  for (const HeightBits& bits : law.bits) {
    const auto value = static_cast<double>(bits.value);
    mean += static_cast<double>(bits.count) * value / (1 + bits.rest * std::exp(-theta * value));
  }
  return mean;
}

/// A number of few bits, which rounding errors do not change.
double coarse(double value) {
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);
  return std::ldexp(std::round(std::ldexp(fraction, tilt_bits)), exponent - tilt_bits);
}

double tilt_to(const HeightLaw& law, std::int64_t height) {
  // Under no tilt is the mean the largest height. Half a step below, that height is likely.
  const double wanted =
      std::min(static_cast<double>(height), static_cast<double>(law.largest) - 0.5);
  if (mean_at(law, 0) >= wanted) return 0;
  double low = 0, high = 1 / static_cast<double>(law.largest);
  while (mean_at(law, high) < wanted) {
    low = high;
    high *= 2;
  }
  for (int i = 0; i < bisections; ++i) {
    const double middle = (low + high) / 2;
    (mean_at(law, middle) < wanted ? low : high) = middle;
  }
  return coarse(high);
}

double log_from(const HeightLaw& law, std::int64_t y) {
  return y > law.largest ? -std::numeric_limits<double>::infinity() : law.log_at_least(y);
}

/// A height and log P(height >= y) there.
struct Point {
  std::int64_t y;
  double log_share;

  /// Where the line through this point and another one falls to `limit`, rounded up.
  std::int64_t reaches(const Point& other, double limit) const {
    const double slope = (other.log_share - log_share) / static_cast<double>(other.y - y);
    const double steps = std::ceil((limit - log_share) / slope);
    return steps > 0 && steps < 0x1p60 ? y + static_cast<std::int64_t>(steps) : y;
  }
};

/// The least height from `first` on with log P(height >= y) <= limit, at most largest + 1. The law
/// may be dear to compute, and its logarithm is nearly concave. So a line through two points that
/// are too low mostly leads beyond the height, and one between points on either side before it.
std::int64_t least_height(const HeightLaw& law, std::int64_t first, double limit) {
  const auto at = [&](std::int64_t y) { return Point{y, log_from(law, y)}; };
  Point low = at(first);
  if (low.log_share <= limit) return first;
  Point before = low, high = at(std::min(first + 1, law.largest + 1));
  for (std::int64_t step = 1; high.log_share > limit; step *= 2) {
    before = low;
    low = high;
    const std::int64_t guess = std::max(before.reaches(low, limit), low.y + step);
    high = at(std::min(guess, law.largest + 1));
  }
  constexpr int clever = 16;  // guesses, before bisection alone
  for (int i = 0; high.y - low.y > 1; ++i) {
    std::int64_t guess = low.y + (high.y - low.y) / 2;
    if (i < clever && i % 2 == 0 && before.y < low.y) guess = before.reaches(low, limit);
    if (i < clever && i % 2 == 1 && std::isfinite(high.log_share)) {
      guess = low.reaches(high, limit) - 1;
    }
    const Point found = at(std::clamp(guess, low.y + 1, high.y - 1));
    if (found.log_share <= limit) {
      high = found;
    } else {
      before = low;
      low = found;
    }
  }
  return high.y;
}

}  // namespace

std::vector<Stratum> strata_of(const HeightLaw& law, std::size_t count) {
  std::vector<Stratum> strata(count);
  constexpr double none = -std::numeric_limits<double>::infinity();
  const double log_class = log_from(law, law.edge);
  std::int64_t begin = std::min(law.edge, law.largest + 1);
  for (std::size_t i = 0; i < count; ++i) {
    Stratum& stratum = strata[i];
    stratum.begin = begin;
    stratum.end = law.largest + 1;
    if (i + 1 < count) {
      const double limit =
          log_class + static_cast<double>(i + 1) * std::log(stratum_ratio) + edge_tie;
      stratum.end = least_height(law, begin, limit);
    }
    begin = stratum.end;
    stratum.log_share = none;
    if (stratum.empty()) continue;
    const double all = log_from(law, stratum.begin), above = log_from(law, stratum.end);
    stratum.log_share = std::min(0.0, all - log_class + std::log1p(-std::exp(above - all)));
    stratum.theta = tilt_to(law, stratum.begin);
  }
  return strata;
}

}  // namespace brink
