// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/distances.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>

namespace brink {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

TEST(DistanceOfCost, HasItsClosedForms) {
  const Shape shape{8, 1, 4};  // q-1 = 15
  EXPECT_EQ(distance_of_cost(7, 0, shape), 7);
  EXPECT_EQ(distance_of_cost(30, 1, shape), 2);
  EXPECT_EQ(distance_of_cost(5, inf, shape), 5.0 / 15);
  EXPECT_DOUBLE_EQ(distance_of_cost(225, 2, shape), 1);
  EXPECT_DOUBLE_EQ(distance_of_cost(27, 3, shape), 3.0 / 15);
  EXPECT_DOUBLE_EQ(distance_of_cost(6, 0.5, shape), 6 / std::sqrt(15.0));
}

TEST(DistanceOfCost, SurvivesPowersBeyondDoubles) {
  const Shape shape{2, 1, 16};  // (q-1)^p is about 1e482
  EXPECT_NEAR(distance_of_cost(std::pow(4.0, 100), 100, shape), 4.0 / 65535, 1e-15);
  EXPECT_GE(cost_limit(4.0 / 65535, 100, shape), std::pow(4.0, 100));
  EXPECT_LT(cost_limit(3.9 / 65535, 100, shape), std::pow(4.0, 100));
}

TEST(CostLimit, IsNothingAtRadiusZero) {
  for (const double p : {0.0, 0.5, 1.0, 2.0, 100.0, inf}) {
    EXPECT_EQ(cost_limit(0, p, Shape{4, 1, 16}), 0) << "p = " << p;
  }
}

/// The radius of a cost, computed in other ways and rounded, still contains that cost and not the
/// next one.
TEST(CostLimit, HoldsACostAtItsOwnDistanceAndNotTheNext) {
  for (const std::uint32_t b : {1u, 4u, 8u, 16u}) {
    const Shape shape{8, 1, b};
    const long double top = shape.top_level();
    for (std::uint64_t cost = 1; cost < 100'000; cost = cost * 7 / 5 + 1) {
      const auto s = static_cast<long double>(cost);
      const struct {
        double p;
        long double distance;
      } cases[] = {{0, s},
                   {0.5, s / std::sqrt(top)},
                   {1, s / top},
                   {2, std::sqrt(s) / top},
                   {3, std::cbrt(s) / top},
                   {inf, s / top}};
      for (const auto& [p, distance] : cases) {
        for (const double rounding : {1 - 1e-15, 1.0, 1 + 1e-15}) {
          const double limit = cost_limit(static_cast<double>(distance) * rounding, p, shape);
          EXPECT_GE(limit, static_cast<double>(cost)) << "p = " << p << ", b = " << b;
          EXPECT_LT(limit, static_cast<double>(cost + 1)) << "p = " << p << ", b = " << b;
        }
      }
    }
  }
}

TEST(ScaledRadius, GrowsWithTheTheoryExponent) {
  EXPECT_DOUBLE_EQ(scaled_radius(0.5, 0, 64), 32);
  EXPECT_DOUBLE_EQ(scaled_radius(0.5, 0.5, 64), 32);
  EXPECT_DOUBLE_EQ(scaled_radius(0.5, 1, 64), 32);
  EXPECT_DOUBLE_EQ(scaled_radius(0.5, 2, 64), 4);
  EXPECT_DOUBLE_EQ(scaled_radius(0.5, 3, 64), 2);
  EXPECT_DOUBLE_EQ(scaled_radius(0.5, inf, 64), 0.5);
}

/// Compares with the sorted list of all distances.
TEST(Distances, AgreesWithTheListOfAllImages) {
  std::mt19937_64 random(11);
  for (int trial = 0; trial < 50; ++trial) {
    const Shape shape{5, 2, 1 + static_cast<std::uint32_t>(random() % 8)};
    const double p = std::vector<double>{0, 0.5, 1, 1.5, 2, inf}[random() % 6];
    Tally tally{p == 0.5 || p == 1.5, {}, {}};
    std::vector<double> all;
    double cost = 0;
    for (std::uint64_t i = 0; i <= random() % 20; ++i) {
      cost += static_cast<double>(1 + random() % 50);
      const std::uint64_t count = 1 + random() % 9;
      tally.cost.push_back(tally.real ? std::bit_cast<std::uint64_t>(cost)
                                      : static_cast<std::uint64_t>(cost));
      tally.count.push_back(count);
      all.insert(all.end(), count, distance_of_cost(cost, p, shape));
    }
    const Distances distances(tally, p, shape);
    ASSERT_EQ(distances.images(), all.size());

    double sum = 0;
    for (const double distance : all) sum += distance;
    EXPECT_NEAR(distances.mean(), sum / static_cast<double>(all.size()), 1e-12 * sum);
    EXPECT_EQ(distances.quantile(0), all.front());
    EXPECT_EQ(distances.quantile(1), all.back());
    for (std::size_t rank = 1; rank <= all.size(); ++rank) {
      // Half a rank below the rank, so that rounding does not matter.
      const double probability =
          (static_cast<double>(rank) - 0.5) / static_cast<double>(all.size());
      EXPECT_EQ(distances.quantile(probability), all[rank - 1]);
      const double radius = all[rank - 1] * 1.0001;
      const auto within =
          std::count_if(all.begin(), all.end(), [&](double d) { return d <= radius; });
      EXPECT_EQ(distances.within(radius), static_cast<std::uint64_t>(within));
    }
    EXPECT_EQ(distances.within(all.front() * 0.999), 0u);
  }
}

TEST(Distances, ReachesAQuantileExactly) {
  const Distances distances({false, {3, 8}, {5, 5}}, 0, Shape{8, 1, 1});
  EXPECT_EQ(distances.quantile(0.5), 3);  // 5 of 10 are enough
  EXPECT_EQ(distances.quantile(0.5000001), 8);
}

TEST(Distances, OfNoImageAreNotNumbers) {
  const Distances none({false, {}, {}}, 2, Shape{8, 1, 1});
  EXPECT_EQ(none.images(), 0u);
  EXPECT_EQ(none.within(inf), 0u);
  EXPECT_TRUE(std::isnan(none.quantile(0.5)));
  EXPECT_TRUE(std::isnan(none.mean()));
}

}  // namespace
}  // namespace brink
