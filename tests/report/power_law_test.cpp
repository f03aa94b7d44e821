// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/report/power_law.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

namespace brink {
namespace {

TEST(PowerLaw, IsTheWeightedLeastSquaresSlope) {
  // By hand: weights 1, 4, 1 at x = 0, 1, 2 give mean x 1, mean y 2; slope 6/2 = 3/2.
  const PowerLaw law = fit_power_law({{0, 0.5, 1}, {1, 2, 0.5}, {2, 3.5, 1}});
  EXPECT_NEAR(law.exponent, 1.5, 1e-12);
  EXPECT_NEAR(law.error, std::sqrt(1.0 / 2), 1e-12);
}

TEST(PowerLaw, GivesLittleWeightToUncertainPoints) {
  const PowerLaw law = fit_power_law({{0, 0, 0.01}, {1, 1, 0.01}, {2, 9, 100}});
  EXPECT_NEAR(law.exponent, 1, 1e-3);
}

/// Two residuals of 10 errors with one degree of freedom: chi^2 = 600 by hand.
TEST(PowerLaw, WidensItsErrorWhereThePointsScatter) {
  const PowerLaw calm = fit_power_law({{0, 0, 0.1}, {1, 1, 0.1}, {2, 2, 0.1}});
  const PowerLaw wild = fit_power_law({{0, 1, 0.1}, {1, -1, 0.1}, {2, 3, 0.1}});
  EXPECT_NEAR(wild.exponent, 1, 1e-12);
  EXPECT_NEAR(wild.error / calm.error, std::sqrt(600.0), 1e-9);
}

TEST(PowerLaw, TakesDistancesWithoutAnyError) {
  const PowerLaw law = fit_power_law({{1, 0, 0}, {2, 0, 0}, {3, 0, 0}});
  EXPECT_EQ(law.exponent, 0);
  EXPECT_LT(law.error, 1e-6);
  EXPECT_THROW(fit_power_law({{1, 1, 1}}), std::invalid_argument);
}

/// The 95 % interval holds the truth in 95 % of 4000 trials: below 93 % or above
/// 97 % by chance in less than one of 10^7 seeds (Binomial(4000, 0.95)).
TEST(PowerLaw, IntervalCoversAtItsNominalRate) {
  std::mt19937_64 random(20230501);
  std::normal_distribution<double> normal;
  int covered = 0;
  constexpr int trials = 4000;
  for (int trial = 0; trial < trials; ++trial) {
    // Two points: no scatter to widen by, so that the rate is exact.
    std::vector<LogPoint> points = {{1, 0, 0.02}, {4, 0, 0.05}};
    for (LogPoint& point : points) point.y = 0.5 * point.x + point.error * normal(random);
    const PowerLaw law = fit_power_law(points);
    covered += std::abs(law.exponent - 0.5) <= 1.959964 * law.error;
  }
  EXPECT_GT(covered, 0.93 * trials);
  EXPECT_LT(covered, 0.97 * trials);
}

}  // namespace
}  // namespace brink
