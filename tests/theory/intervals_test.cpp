// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/intervals.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace brink {
namespace {

TEST(ClopperPearson, NothingDrawnSaysNothing) {
  const Interval all = clopper_pearson(0, 0, 0.95);
  EXPECT_EQ(all.lower, 0);
  EXPECT_EQ(all.upper, 1);
}

TEST(ClopperPearson, ClosedFormsAtTheEnds) {
  for (std::uint64_t trials : {1ull, 7ull, 1000ull, 1ull << 32, 1ull << 48}) {
    for (double confidence : {0.5, 0.95, 0.999}) {
      // (1 - upper)^trials = (1 - confidence)/2.
      const double upper =
          -std::expm1(std::log((1 - confidence) / 2) / static_cast<double>(trials));
      const Interval none = clopper_pearson(0, trials, confidence);
      EXPECT_EQ(none.lower, 0);
      EXPECT_NEAR(none.upper, upper, 1e-9 * upper);
      const Interval every = clopper_pearson(trials, trials, confidence);
      EXPECT_NEAR(every.lower, 1 - upper, 1e-9 * upper + 1e-15);
      EXPECT_EQ(every.upper, 1);
    }
  }
}

// binom.test of R 4.
TEST(ClopperPearson, PublishedValues) {
  EXPECT_NEAR(clopper_pearson(1, 10, 0.95).lower, 0.002528579, 1e-9);
  EXPECT_NEAR(clopper_pearson(1, 10, 0.95).upper, 0.4450161, 1e-7);
  EXPECT_NEAR(clopper_pearson(10, 100, 0.95).lower, 0.04900469, 1e-8);
  EXPECT_NEAR(clopper_pearson(10, 100, 0.95).upper, 0.17622260, 1e-8);
}

/// P(Binomial(trials, p) <= k) by adding up its terms.
double binomial_cdf(std::uint64_t k, std::uint64_t trials, double p) {
  long double sum = 0;
  const auto n = static_cast<long double>(trials);
  for (std::uint64_t i = 0; i <= k; ++i) {
    const auto j = static_cast<long double>(i);
    sum += std::exp(std::lgamma(n + 1) - std::lgamma(j + 1) - std::lgamma(n - j + 1) +
                    j * std::log(static_cast<long double>(p)) +
                    (n - j) * std::log1p(-static_cast<long double>(p)));
  }
  return static_cast<double>(sum);
}

TEST(ClopperPearson, EachEndMissesWithTheStatedProbability) {
  for (std::uint64_t trials : {2, 13, 400, 5000}) {
    for (std::uint64_t k = 1; k < trials; k += 1 + trials / 9) {
      for (double confidence : {0.8, 0.95, 0.999999}) {
        const double miss = (1 - confidence) / 2;
        const Interval found = clopper_pearson(k, trials, confidence);
        EXPECT_NEAR(1 - binomial_cdf(k - 1, trials, found.lower), miss, 1e-9 * miss + 1e-13);
        EXPECT_NEAR(binomial_cdf(k, trials, found.upper), miss, 1e-9 * miss + 1e-13);
      }
    }
  }
}

TEST(ClopperPearson, ManyTrialsFewSuccessesArePoisson) {
  const auto trials = std::uint64_t{1} << 48;
  for (std::uint64_t k : {1, 5, 300}) {
    const Interval found = clopper_pearson(k, trials, 0.95);
    const auto cdf = [&](std::uint64_t last, double mean) {
      long double sum = 0;
      for (std::uint64_t j = 0; j <= last; ++j) {
        const auto i = static_cast<long double>(j);
        sum += std::exp(i * std::log(static_cast<long double>(mean)) - mean - std::lgamma(i + 1));
      }
      return static_cast<double>(sum);
    };
    EXPECT_NEAR(1 - cdf(k - 1, found.lower * static_cast<double>(trials)), 0.025, 1e-10);
    EXPECT_NEAR(cdf(k, found.upper * static_cast<double>(trials)), 0.025, 1e-10);
  }
}

/// P(Binomial <= k) for a large variance V: normal with skewness and kurtosis
/// (Edgeworth) and the lattice's own term (spacing 1); off by V^-3/2.
double normal_cdf(double k, double trials, double p) {
  const double variance = trials * p * (1 - p), sigma = std::sqrt(variance);
  const double skewness = (1 - 2 * p) / sigma, excess = (1 - 6 * p * (1 - p)) / variance;
  const double x = (k + 0.5 - trials * p) / sigma;
  const double density = std::exp(-x * x / 2) / std::sqrt(2 * M_PI);
  const double x2 = x * x;
  return std::erfc(-x / M_SQRT2) / 2 -
         density * (skewness / 6 * (x2 - 1) + excess / 24 * x * (x2 - 3) +
                    skewness * skewness / 72 * x * (x2 * x2 - 10 * x2 + 15) - x / (24 * variance));
}

TEST(ClopperPearson, ManyTrialsManySuccessesAreNormal) {
  for (int bits : {22, 26, 32, 40, 48}) {
    const double trials = std::ldexp(1.0, bits);
    for (double share : {0.01, 0.2, 0.26, 0.3, 0.5, 0.9, 0.97}) {
      const double k = std::floor(share * trials);
      const Interval found =
          clopper_pearson(static_cast<std::uint64_t>(k), static_cast<std::uint64_t>(trials), 0.99);
      // Doubles resolve the ends to 2^-53, in deviations of the estimate:
      const double rounding = 1e-15 * std::sqrt(trials);
      const double order = 10 * std::pow(trials * share * (1 - share), -1.5);
      EXPECT_NEAR(1 - normal_cdf(k - 1, trials, found.lower), 0.005, order + rounding) << bits;
      EXPECT_NEAR(normal_cdf(k, trials, found.upper), 0.005, order + rounding) << bits;
    }
  }
}

TEST(ClopperPearson, ContainsTheEstimateAndMirrors) {
  // 32823 of 89149233337856: Boost's inverse alone puts the upper end below.
  for (const auto& [k, trials] : {std::pair<std::uint64_t, std::uint64_t>{32823, 89149233337856},
                                  {970'000'000'000 - 12345, 970'000'000'000},
                                  {1 << 20, std::uint64_t{1} << 47},
                                  {(1 << 20) - 1, std::uint64_t{1} << 47},
                                  {3, 4}}) {
    const double estimate = static_cast<double>(k) / static_cast<double>(trials);
    const double spread = std::sqrt(estimate * (1 - estimate) / static_cast<double>(trials));
    const Interval found = clopper_pearson(k, trials, 0.95);
    EXPECT_LT(found.lower, estimate);
    EXPECT_GT(found.upper, estimate);
    if (trials > 100) {
      EXPECT_NEAR((found.upper - found.lower) / spread, 2 * 1.959964, 0.05);
    }
    const Interval mirrored = clopper_pearson(trials - k, trials, 0.95);
    EXPECT_NEAR(mirrored.lower, 1 - found.upper, 4e-16 + 1e-10 * spread);
    EXPECT_NEAR(mirrored.upper, 1 - found.lower, 4e-16 + 1e-10 * spread);
  }
}

TEST(ClopperPearson, RefusesWhatIsOutOfRange) {
  EXPECT_THROW(clopper_pearson(2, 1, 0.95), std::invalid_argument);
  EXPECT_THROW(clopper_pearson(1, (std::uint64_t{1} << 48) + 1, 0.95), std::invalid_argument);
  for (double confidence : {0.0, 1.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THROW(clopper_pearson(1, 2, confidence), std::invalid_argument);
  }
}

}  // namespace
}  // namespace brink
