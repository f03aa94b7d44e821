// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/level_sum.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "cuda/shape.hpp"
#include "host/theory/count.hpp"
#include "host/theory/images_above.hpp"

namespace brink {
namespace {

// Up to this many pixels counting costs at most 16 * 32^2 additions of positive numbers below
// 2^512, with an error of 1e-17. Above it the integral takes less, because beyond the first lobe of
// |E exp(z x)| it is below 0.22^N.
constexpr std::uint64_t most_counted_pixels = 32;

// Of several weights, counting takes less than the integral as long as it takes so many additions:
// few deep pixels have an integrand that falls slowly. Without a weight of 1 nothing tells where
// the integrand may be cut off.
constexpr std::uint64_t most_additions = 500'000, most_without_one = 100'000'000;
constexpr std::uint64_t most_bits = 16'000;  // of a number of images, in extended precision

// A share this close to F(y), relatively, counts as equal to it. This is wider than the error of
// log_at_most.
constexpr double share_tie = 1e-12;

/// The sum over all levels of a number that the weight says.
template <class Each>
std::uint64_t sum_of(const std::vector<WeightCount>& weights, Each each) {
  std::uint64_t sum = 0;
  for (const WeightCount& one : weights) sum += each(one) * one.count;
  return sum;
}

}  // namespace

LevelSum::LevelSum(std::vector<WeightCount> weights, std::uint32_t levels)
    : weights_(std::move(weights)),
      pixels_(sum_of(weights_, [](const WeightCount&) { return std::uint64_t{1}; })),
      levels_(levels),
      largest_(static_cast<std::int64_t>(
          (levels - std::uint64_t{1}) *
          sum_of(weights_, [](const WeightCount& one) { return std::uint64_t{one.weight}; }))),
      tail_(weights_, levels) {
  if (pixels_ == 0 || pixels_ > max_counted_pixels || !std::has_single_bit(levels) || levels < 2 ||
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
  const ReducedScore score{levels_, bits, weights_, pixels_, largest_};
  // X <= y exactly where the score 2X - largest, mirrored, is above this.
  const std::int64_t threshold = largest_ - 2 * y - 2;
  const std::uint64_t space_bits = pixels_ * bits;
  if (pixels_ <= max_count_bits && space_bits <= max_count_bits) {
    const auto images = static_cast<long double>(images_above<Count>(score, threshold));
    return static_cast<double>(std::log(std::ldexp(images, -static_cast<int>(space_bits))));
  }
  const std::uint64_t additions =
      space_bits * static_cast<std::uint64_t>(largest_) / (levels_ - std::uint64_t{1});
  const bool few_weighted =
      weights_.size() > 1 && space_bits <= most_bits &&
      additions <= (weights_.front().weight == 1 ? most_additions : most_without_one);
  if (pixels_ <= most_counted_pixels || few_weighted) {
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
  // Hoeffding: F(middle - d) <= exp(-2 d^2 / (sum of weight^2 (q-1)^2)).
  const auto squares = static_cast<double>(sum_of(
      weights_, [](const WeightCount& one) { return std::uint64_t{one.weight} * one.weight; }));
  const double spread = std::sqrt(-wanted * squares / 2) * (levels_ - 1.0);
  below = std::max(below, enough - static_cast<std::int64_t>(std::ceil(spread)) - 2);
  while (enough - below > 1) {
    const std::int64_t middle = below + (enough - below) / 2;
    (log_at_most(middle) >= wanted ? enough : below) = middle;
  }
  return enough;
}

}  // namespace brink
