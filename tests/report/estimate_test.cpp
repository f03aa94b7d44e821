// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/report/estimate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>

namespace brink {
namespace {

constexpr Shape bits{8, 1, 1};

Tally tally_of(const std::map<std::uint64_t, std::uint64_t>& counts) {
  Tally tally;
  for (const auto& [cost, count] : counts) {
    tally.cost.push_back(cost);
    tally.count.push_back(count);
  }
  return tally;
}

TEST(QuantileEstimate, IsTheValueAtTheRank) {
  // 100 images at costs 1 to 100: ranks 50 +- 9.8 for the median.
  std::map<std::uint64_t, std::uint64_t> counts;
  for (std::uint64_t cost = 1; cost <= 100; ++cost) counts[cost] = 1;
  const QuantileEstimate median = estimate_quantile(tally_of(counts), 1, bits, 0.5, false);
  EXPECT_EQ(median.distance.value, 50);
  EXPECT_EQ(median.distance.lower, 40);
  EXPECT_EQ(median.distance.upper, 60);
  // Ranks 45 and 55; a lattice of spacing 1.
  EXPECT_NEAR(median.log_error, std::hypot(std::log(55.0 / 45) / 2, 1 / (50 * std::sqrt(12.0))),
              1e-12);
  const QuantileEstimate exact = estimate_quantile(tally_of(counts), 1, bits, 0.5, true);
  EXPECT_EQ(exact.distance.lower, 50);
  EXPECT_EQ(exact.distance.upper, 50);
  EXPECT_EQ(estimate_quantile(tally_of(counts), 2, bits, 0.25, true).distance.value, 5);
  EXPECT_TRUE(std::isnan(estimate_quantile({}, 1, bits, 0.5, false).distance.value));
}

/// 30 images at 2, 60 at 3, 10 at 7: rank 50 is a third of the way from 2 to 3.
TEST(QuantileEstimate, UndoesTheRoundingOfCosts) {
  const Tally tally = tally_of({{2, 30}, {3, 60}, {7, 10}});
  EXPECT_NEAR(estimate_quantile(tally, 1, bits, 0.5, false).unrounded, 2 + 20.0 / 60, 1e-12);
  EXPECT_NEAR(estimate_quantile(tally, 1, bits, 0.15, false).unrounded, 1.5, 1e-12);
  const double inf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(estimate_quantile(tally, inf, bits, 0.5, false).unrounded, 3);
}

TEST(QuantileEstimate, NeedsImages) {
  EXPECT_FALSE(enough_images(99, false));
  EXPECT_TRUE(enough_images(100, false));
  EXPECT_TRUE(enough_images(1, true));
  EXPECT_FALSE(enough_images(0, true));
}

TEST(QuantileEstimate, OfEqualDistancesHasNoError) {
  const QuantileEstimate same = estimate_quantile(tally_of({{3, 17}}), 1, bits, 0.5, false);
  EXPECT_EQ(same.distance.value, 3);
  EXPECT_EQ(same.distance.lower, 3);
  EXPECT_EQ(same.log_error, 0);
}

/// Geometric costs; the order statistics' interval contains the median at 95 % or more. It is
/// below 93.5 % of 4000 trials by chance once in 10^5 (Binomial(4000, 0.95)).
TEST(QuantileEstimate, IntervalCoversTheTruth) {
  std::mt19937_64 random(7);
  std::exponential_distribution<double> law(1);
  constexpr int trials = 4000;
  int covered = 0;
  const double truth = std::ceil(1000 * std::log(2.0));
  for (int trial = 0; trial < trials; ++trial) {
    std::map<std::uint64_t, std::uint64_t> counts;
    for (int i = 0; i < 300; ++i)
      ++counts[static_cast<std::uint64_t>(std::ceil(1000 * law(random)))];
    const Measured median = estimate_quantile(tally_of(counts), 1, bits, 0.5, false).distance;
    covered += median.lower <= truth && truth <= median.upper;
  }
  EXPECT_GT(covered, 0.935 * trials);
  EXPECT_LT(covered, 0.975 * trials);
}

TEST(ShareEstimate, IsTheSequencesWhereImagesWereLookedAt) {
  const ConfidenceSequence sequence(0.01, 0.95);
  const Measured looked = estimate_share(300, 1000, false, sequence);
  const Measured fixed = estimate_share(300, 1000, false);
  EXPECT_EQ(looked.value, fixed.value);
  EXPECT_EQ(looked.lower, sequence(300, 1000, 0.95).lower);
  EXPECT_LT(looked.lower, fixed.lower);
  EXPECT_GT(looked.upper, fixed.upper);
}

TEST(ShareEstimate, IsClopperAndPearsons) {
  const Measured share = estimate_share(7, 10, false);  // published: 0.3475 to 0.9333
  EXPECT_EQ(share.value, 0.7);
  EXPECT_NEAR(share.lower, 0.3475, 5e-5);
  EXPECT_NEAR(share.upper, 0.9333, 5e-5);
  EXPECT_EQ(estimate_share(7, 10, true).upper, 0.7);
  EXPECT_TRUE(std::isnan(estimate_share(0, 0, true).value));
}

}  // namespace
}  // namespace brink
