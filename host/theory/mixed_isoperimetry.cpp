// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/mixed_isoperimetry.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "host/theory/normal_tail.hpp"
#include "host/theory/pixel_growth.hpp"
#include "host/theory/rounded_moves.hpp"

namespace brink {
namespace {

// D runs from 1/64 to 64 with 64 values an octave. The grid costs a radius half a per cent on
// average.
constexpr int grid_per_octave = 64;
constexpr int grid_octaves = 12;
constexpr int grid_size = grid_per_octave * grid_octaves;
constexpr double grid_first = 1.0 / 64;

// ln of Phi(-D)/e.
const double log_share_of_rounding = std::log(256.0);

// Intervals of rho in which a bound is the same.
constexpr int parts = 64;

double grid(int index) {
  return grid_first * std::exp2(static_cast<double>(index) / grid_per_octave);
}

double log_sum(double a, double b) {
  const double most = std::max(a, b);
  return most + std::log1p(std::exp(std::min(a, b) - most));
}

/// What is known of a coverage v.
struct Coverage {
  Coverage(double v, double least_v)
      : quantile(normal_tail_quantile(v)), log_v(std::log(v)), log_least_v(std::log(least_v)) {}

  double quantile, log_v, log_least_v;
};

/// log of (e + Phi(Phi^-1(v) - D))/v at most.
double log_share(double distance, const Coverage& coverage) {
  const double isoperimetric = log_normal_tail(coverage.quantile + distance) - coverage.log_v;
  const double rounding = log_normal_tail(distance) - log_share_of_rounding - coverage.log_least_v;
  return log_sum(isoperimetric, rounding);
}

/// The first index of the grid that gives less than `useful`, or its size.
int first_below(double useful, const Coverage& coverage) {
  int first = 0, end = grid_size;
  while (first < end) {
    const int middle = (first + end) / 2;
    const bool less = log_share(grid(middle), coverage) < useful;
    (less ? end : first) = less ? middle : middle + 1;
  }
  return first;
}

}  // namespace

MixedIsoperimetry::MixedIsoperimetry(const Shape& shape, double p)
    : pixels_(static_cast<double>(shape.pixels())), top_(shape.top_level()), p_(p) {}

double MixedIsoperimetry::log_robust(double reach, double v, double least_v, double useful) const {
  const Coverage coverage(v, least_v);
  const int first = first_below(useful, coverage);
  if (first == grid_size || least_reach_of(first) > reach) return 0;
  const int last = last_within(reach, first);
  return last < first ? 0 : std::min(0.0, log_share(grid(last), coverage));
}

/// The last index from `first` on whose reach is at most `reach`, or first - 1. A reach takes long
/// to compute, and its quick lower end does not. The ratio of the two varies slowly, so the search
/// begins where the lower end times the last ratio equals `reach`. The first such ratio is that at
/// the index of a coarser grid, which many calls share.
int MixedIsoperimetry::last_within(double reach, int first) const {
  constexpr int coarse = grid_per_octave / 2;
  constexpr int most_guesses = 4;  // then the interval is halved
  const auto last_below = [this](double limit, int low, int high) {
    while (high - low > 1) {
      const int middle = (low + high) / 2;
      (least_reach_of(middle) <= limit ? low : high) = middle;
    }
    return low;
  };
  int low = first - 1, high = last_below(reach, first, grid_size) + 1;
  int seen = (high - 1) / coarse * coarse;
  for (int guesses = 0; high - low > 1; ++guesses) {
    const double limit = reach * least_reach_of(seen) / reach_of(seen);
    seen = guesses < most_guesses ? last_below(limit, low + 1, high) : (low + high) / 2;
    (reach_of(seen) <= reach ? low : high) = seen;
  }
  return low;
}

bool MixedIsoperimetry::leaves_less(double reach, double v, double least_v, double useful) const {
  const int first = first_below(useful, Coverage(v, least_v));
  return first < grid_size && reach_of(first) <= reach;
}

double MixedIsoperimetry::reach_of(int index) const {
  const std::lock_guard lock(mutex_);
  const auto [entry, is_new] = reaches_.try_emplace(index, 0);
  if (is_new) entry->second = computed_reach(grid(index));
  return entry->second;
}

double MixedIsoperimetry::least_reach_of(int index) const {
  const std::lock_guard lock(mutex_);
  const auto [entry, is_new] = least_reaches_.try_emplace(index, 0);
  if (is_new) entry->second = least_reach(grid(index));
  return entry->second;
}

/// A quick lower end of what `computed_reach` returns, from some of its parts. Chernoff's bound is
/// not below the mean of even moves.
double MixedIsoperimetry::least_reach(double distance) const {
  const double steps = distance * (top_ + 1.0) / std::sqrt(2 * std::numbers::pi * pixels_);
  double most = 0;
  for (const int part : {0, parts / 8, parts / 4, parts / 2, parts}) {
    const double u = static_cast<double>(part) / parts;
    const double even = std::min(steps * std::sqrt(1 - u * u), static_cast<double>(top_));
    const double m = std::floor(even);
    const double low = std::pow(m, p_), high = std::pow(m + 1, p_);
    const double mean = pixels_ * (low + (even - m) * (high - low));
    const double flips = std::ceil(distance * u / pixel_growth(pixels_));
    most = std::max(most, std::pow(mean, 1 / p_) + std::pow(flips, 1 / p_));
  }
  return most;
}

/// The largest sum, over rho, of what the rounded moves and the flips beyond them take.
double MixedIsoperimetry::computed_reach(double distance) const {
  const double steps = (top_ + 1.0) / std::sqrt(2 * std::numbers::pi);
  const double log_odds = log_share_of_rounding - log_normal_tail(distance);
  const RoundedMoves moves = RoundedMoves::least(pixels_, top_, p_, distance * steps, log_odds);
  const double growth = pixel_growth(pixels_);
  double most = 0;
  for (int i = 1; i <= parts; ++i) {
    // rho^2 = D^2 (1 - u^2): the moves at the upper end of rho, the flips at the lower.
    const double before = static_cast<double>(i - 1) / parts;
    const double rho_square = distance * distance * (1 - before * before) * steps * steps;
    const double flips = std::ceil(distance * i / parts / growth);
    most = std::max(most, std::pow(moves.at(rho_square), 1 / p_) + std::pow(flips, 1 / p_));
  }
  return most;
}

}  // namespace brink
