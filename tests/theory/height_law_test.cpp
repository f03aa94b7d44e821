// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/height_law.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "cuda/strata.hpp"
#include "host/theory/level_sum.hpp"

namespace brink {
namespace {

/// The law of a weighted sum of uniform levels, by adding one level after the other. Nothing is
/// subtracted, so that tails are as accurate as the middle.
std::vector<long double> convolved(std::uint32_t levels, const std::vector<WeightCount>& weights) {
  std::vector<long double> law{1};
  for (const auto& [weight, count] : weights) {
    for (std::uint64_t i = 0; i < count; ++i) {
      std::vector<long double> next(law.size() + weight * (levels - 1));
      for (std::size_t y = 0; y < law.size(); ++y) {
        for (std::uint32_t x = 0; x < levels; ++x) next[y + weight * x] += law[y] / levels;
      }
      law = std::move(next);
    }
  }
  return law;
}

TEST(LevelSum, OfWeightsAgreesWithConvolution) {
  struct Case {
    std::uint32_t levels;
    std::vector<WeightCount> weights;
  };
  // Counted in integers and in floating point, integrated, and counted for want of a weight of 1.
  const Case cases[] = {{4, {{1, 3}, {2, 2}, {3, 1}}},
                        {256, {{1, 3}, {2, 20}, {7, 5}}},
                        {2, {{1, 80}, {2, 60}, {5, 40}}},
                        {8, {{1, 60}, {2, 50}, {5, 30}}},
                        {4, {{2, 40}, {3, 30}}}};
  for (const Case& c : cases) {
    const std::vector<long double> law = convolved(c.levels, c.weights);
    const LevelSum sum(c.weights, c.levels);
    ASSERT_EQ(sum.largest(), static_cast<std::int64_t>(law.size()) - 1);
    long double below = 0;
    for (std::int64_t y = 0; y <= sum.largest(); ++y) {
      below += law[static_cast<std::size_t>(y)];
      if (y % 7 != 0 || below <= 0) continue;
      EXPECT_NEAR(sum.log_at_most(y), static_cast<double>(std::log(below)), 1e-11)
          << "q=" << c.levels << " y=" << y;
    }
  }
}

HeightLaw law_of(const std::vector<long double>& law, std::int64_t edge) {
  HeightLaw height;
  height.edge = edge;
  height.largest = static_cast<std::int64_t>(law.size()) - 1;
  height.log_at_least = [law](std::int64_t y) {
    long double sum = 0;
    for (std::size_t i = law.size(); i-- > static_cast<std::size_t>(y);) sum += law[i];
    return static_cast<double>(std::log(sum));
  };
  return height;
}

TEST(Strata, AreEnoughForTheTail) {
  EXPECT_EQ(strata_for(0.5), 2u);
  EXPECT_EQ(strata_for(0.25), 2u);
  EXPECT_EQ(strata_for(1e-30), 51u);
  EXPECT_LE(std::pow(stratum_ratio, strata_for(1e-12) - 1), 1e-12);
}

TEST(Strata, ShareOutTheClass) {
  const std::vector<WeightCount> weights = {{1, 30}, {3, 10}};
  HeightLaw law = law_of(convolved(4, weights), 100);
  for (const auto& [weight, count] : weights) {
    for (std::uint64_t k = 0; k < 2; ++k)
      law.bits.push_back({std::uint64_t{weight} << k, count, 1});
  }
  const double log_class = law.log_at_least(law.edge);
  for (const std::size_t count : {1, 2, 8, 60}) {
    const std::vector<Stratum> strata = strata_of(law, count);
    ASSERT_EQ(strata.size(), count);
    EXPECT_EQ(strata.front().begin, law.edge);
    EXPECT_EQ(strata.back().end, law.largest + 1);
    double sum = 0, tilt = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const Stratum& stratum = strata[i];
      if (i > 0) {
        EXPECT_EQ(stratum.begin, strata[i - 1].end);
      }
      sum += std::exp(stratum.log_share);
      if (stratum.empty()) {
        EXPECT_TRUE(std::isinf(stratum.log_share));
        continue;
      }
      const double limit = log_class + static_cast<double>(i) * std::log(stratum_ratio) + 1e-9;
      EXPECT_LE(law.log_at_least(stratum.begin), limit);
      if (i > 0 && stratum.begin > strata[i - 1].begin) {
        EXPECT_GT(law.log_at_least(stratum.begin - 1), limit);
      }
      EXPECT_GE(stratum.theta, tilt);  // further up, more tilted
      EXPECT_EQ(std::remainder(std::ldexp(stratum.theta, 12 - std::ilogb(stratum.theta)), 1), 0);
      tilt = stratum.theta;
    }
    EXPECT_NEAR(sum, 1, 1e-12);
  }
  EXPECT_TRUE(strata_of(law, 60).back().empty());  // there are fewer heights than that
}

TEST(Strata, OfAnEmptyClassAreEmpty) {
  HeightLaw law;
  law.edge = 1;
  for (const Stratum& stratum : strata_of(law, 3)) EXPECT_TRUE(stratum.empty());
}

}  // namespace
}  // namespace brink
