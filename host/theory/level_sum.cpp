// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/level_sum.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "cuda/shape.hpp"
#include "host/theory/count.hpp"
#include "host/theory/images_above.hpp"

namespace brink {
namespace {

// Up to this many pixels counting costs at most 16 * 32^2 additions of positive numbers below
// 2^512, with an error of 1e-17. Above it the integral takes less, because beyond the first lobe of
// |E exp(z x)| it is below 0.22^N.
constexpr std::uint64_t most_counted_pixels = 32;

// A share this close to F(y), relatively, counts as equal to it. This is wider than the error of
// log_at_most.
constexpr double share_tie = 1e-12;

}  // namespace

LevelSum::LevelSum(std::uint64_t pixels, std::uint32_t levels)
    : pixels_(pixels),
      levels_(levels),
      largest_(static_cast<std::int64_t>(pixels * (levels - std::uint64_t{1}))),
      tail_(pixels, levels) {
  if (pixels == 0 || pixels > max_counted_pixels || !std::has_single_bit(levels) || levels < 2 ||
      levels > 1u << max_bit_depth) {
    throw std::invalid_argument("LevelSum: pixels or levels out of range");
  }
}

double LevelSum::log_at_most(std::int64_t y) const {
  if (y < 0) return -std::numeric_limits<double>::infinity();
  if (y >= largest_) return 0;
  // By symmetry P(X > y) = P(X <= largest - y - 1). Beyond the middle the probability of y itself
  // is at least 1/2.
  if (2 * y >= largest_) return std::log1p(-std::exp(log_at_most(largest_ - y - 1)));
  const std::lock_guard lock(mutex_);
  const auto [entry, is_new] = known_.try_emplace(y, 0);
  if (is_new) entry->second = log_lower_tail(y);
  return entry->second;
}

double LevelSum::log_lower_tail(std::int64_t y) const {
  const auto bits = static_cast<std::uint32_t>(std::countr_zero(levels_));
  const ReducedScore score{levels_, bits, {{1, pixels_}}, pixels_, largest_};
  // X <= y exactly where the score 2X - largest, mirrored, is above this.
  const std::int64_t threshold = largest_ - 2 * y - 2;
  const std::uint64_t space_bits = pixels_ * bits;
  if (pixels_ <= max_count_bits && space_bits <= max_count_bits) {
    const auto images = static_cast<long double>(images_above<Count>(score, threshold));
    return static_cast<double>(std::log(std::ldexp(images, -static_cast<int>(space_bits))));
  }
  if (pixels_ <= most_counted_pixels) {
    const auto images = images_above<long double>(score, threshold);
    return static_cast<double>(std::log(std::ldexp(images, -static_cast<int>(space_bits))));
  }
  return static_cast<double>(tail_.log_above(largest_ - 2 * y - 1));
}

std::int64_t LevelSum::least_level(double share) const {
  if (!(share > 0 && share <= 0.5)) {
    throw std::invalid_argument("LevelSum: the share must be in (0, 1/2]");
  }
  // F is at least 1/2 from the middle on and, by symmetry, below it before.
  std::int64_t below = -1, enough = largest_ / 2;
  if (share == 0.5) return enough;
  const double wanted = std::log(share) - share_tie;
  // Hoeffding: F(middle - d) <= exp(-2 d^2 / (N (q-1)^2)).
  const double spread = std::sqrt(-wanted * static_cast<double>(pixels_) / 2) * (levels_ - 1.0);
  below = std::max(below, enough - static_cast<std::int64_t>(std::ceil(spread)) - 2);
  while (enough - below > 1) {
    const std::int64_t middle = below + (enough - below) / 2;
    (log_at_most(middle) >= wanted ? enough : below) = middle;
  }
  return enough;
}

}  // namespace brink
