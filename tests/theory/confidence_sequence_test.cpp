// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/confidence_sequence.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace brink {
namespace {

constexpr std::uint64_t most_trials = std::uint64_t{1} << 48;

/// log M by its definition: the ratio of the mixture's probability of each next
/// trial, (a + successes so far) / (a + b + trials so far), to that under p.
long double log_by_definition(std::uint64_t k, std::uint64_t t, long double p, double prior) {
  const long double a = prior * p + 0.25L, b = prior * (1 - p) + 0.25L;
  long double log_m = 0;
  for (std::uint64_t i = 0; i < t; ++i) {
    const bool success = i < k;  // the order does not matter
    const long double seen = success ? a + i : b + (i - k);
    log_m += std::log(seen / ((a + b + i) * (success ? p : 1 - p)));
  }
  return log_m;
}

TEST(ConfidenceSequence, MartingaleIsTheMixtureByItsDefinition) {
  for (const double half_width : {0.3, 0.02, 0.0005}) {
    const ConfidenceSequence sequence(half_width, 0.95);
    for (const std::uint64_t t : {1u, 2u, 17u, 300u, 20000u}) {
      for (const std::uint64_t k : {std::uint64_t{0}, t / 7, t / 2, t - 1, t}) {
        for (const double p : {1e-12, 0.001, 0.2, 0.5, 0.93, 1 - 1e-9}) {
          const auto expected =
              static_cast<double>(log_by_definition(k, t, p, sequence.prior_trials()));
          EXPECT_NEAR(sequence.log_martingale(k, t, p), expected,
                      1e-11 * std::abs(expected) + 1e-11)
              << half_width << ' ' << k << " of " << t << " at " << p;
        }
      }
    }
  }
}

TEST(ConfidenceSequence, NothingDrawnSaysNothing) {
  const Interval all = ConfidenceSequence(0.01, 0.95)(0, 0, 0.95);
  EXPECT_EQ(all.lower, 0);
  EXPECT_EQ(all.upper, 1);
  EXPECT_NEAR(ConfidenceSequence(0.01, 0.95).log_martingale(0, 0, 0.3), 0, 1e-15);
}

TEST(ConfidenceSequence, EndsAreWhereTheMartingaleReachesTheLimit) {
  for (const double half_width : {0.1, 0.001}) {
    const ConfidenceSequence sequence(half_width, 0.95);
    for (const std::uint64_t t : {3ull, 50ull, 4000ull, 1ull << 30}) {
      // Up to half: beyond, doubles near 1 are too coarse; the mirror image covers it.
      for (const std::uint64_t k : {std::uint64_t{1}, t / 3, t / 2}) {
        for (const double confidence : {0.05, 0.8, 0.95, 1 - 1e-9}) {
          const double limit = -std::log(1 - confidence);
          const Interval found = sequence(k, t, confidence);
          const double share = static_cast<double>(k) / static_cast<double>(t);
          EXPECT_LT(found.lower, share);
          EXPECT_GT(found.upper, share);
          EXPECT_NEAR(sequence.log_martingale(k, t, found.lower), limit, 1e-6 * limit);
          EXPECT_NEAR(sequence.log_martingale(k, t, found.upper), limit, 1e-6 * limit);
        }
      }
    }
  }
}

TEST(ConfidenceSequence, EndsAtNoSuccessAndNoFailure) {
  const ConfidenceSequence sequence(0.01, 0.95);
  for (const std::uint64_t t : {std::uint64_t{1}, std::uint64_t{1000}, most_trials}) {
    const Interval none = sequence(0, t, 0.95);
    EXPECT_EQ(none.lower, 0);
    EXPECT_GT(none.upper, 0);
    EXPECT_LT(none.upper, 1);
    EXPECT_NEAR(sequence.log_martingale(0, t, none.upper), std::log(20.0), 1e-6);
    const Interval every = sequence(t, t, 0.95);
    EXPECT_EQ(every.upper, 1);
    EXPECT_NEAR(every.lower, 1 - none.upper, 1e-9 * none.upper + 1e-15);
    EXPECT_GT(sequence(1, t + (t == 1), 0.95).lower, 0) << "one success rules out 0";
  }
}

TEST(ConfidenceSequence, MirrorsMovesWithTheCountAndWidensWithConfidence) {
  const ConfidenceSequence sequence(0.01, 0.95);
  constexpr std::uint64_t t = 700;
  Interval last{-1, -1};
  for (std::uint64_t k = 0; k <= t; ++k) {
    const Interval found = sequence(k, t, 0.95);
    const Interval mirrored = sequence(t - k, t, 0.95);
    EXPECT_NEAR(found.lower, 1 - mirrored.upper, 1e-12);
    EXPECT_TRUE(found.lower > last.lower || k == 0);
    EXPECT_GT(found.upper, last.upper);
    const Interval wider = sequence(k, t, 0.99);
    EXPECT_TRUE(wider.lower < found.lower || k == 0);
    EXPECT_TRUE(wider.upper > found.upper || k == t);
    last = found;
  }
}

TEST(ConfidenceSequence, NarrowsAsTrialsGrow) {
  const ConfidenceSequence sequence(1e-4, 0.95);
  for (const std::uint64_t part : {0, 1, 5}) {
    double width = 1;
    for (std::uint64_t t = 10; t <= most_trials; t *= 2) {
      const Interval found = sequence(t / 10 * part, t, 0.95);
      EXPECT_LT(found.upper - found.lower, width) << part << "/10 of " << t;
      width = found.upper - found.lower;
    }
  }
}

/// The limit of large counts is the normal mixture's closed form (Howard et al.
/// 2021, equation 14): half-width^2 = p(1-p)/t (1 + x)(2 log(1/miss) + log((1+x)/x)).
TEST(ConfidenceSequence, ManyTrialsFollowTheNormalMixture) {
  const double half_width = 2e-6;
  const ConfidenceSequence sequence(half_width, 0.99);
  for (const double t : {0x1p34, 0x1p40, 0x1p48}) {
    for (const double share : {0.5, 0.125}) {
      const double x = sequence.prior_trials() / t;
      const double expected = std::sqrt(share * (1 - share) / t * (1 + x) *
                                        (2 * std::log(100.0) + std::log((1 + x) / x)));
      const Interval found =
          sequence(static_cast<std::uint64_t>(share * t), static_cast<std::uint64_t>(t), 0.99);
      EXPECT_NEAR((found.upper - found.lower) / 2, expected, 1e-4 * expected) << t;
    }
  }
}

// No other weight of the prior would have reached the half-width much sooner.
TEST(ConfidenceSequence, IsNarrowestWhereItIsAskedToBe) {
  constexpr double wanted = 0.004;
  const auto trials_until_narrow = [](const ConfidenceSequence& sequence) {
    std::uint64_t t = 100;
    for (;; t += 1 + t / 200) {
      const Interval found = sequence(t / 2, t, 0.95);
      if (found.upper - found.lower <= 2 * wanted) return static_cast<double>(t);
    }
  };
  const double tuned = trials_until_narrow(ConfidenceSequence(wanted, 0.95));
  for (const double other : {wanted / 4, wanted / 2, wanted * 2, wanted * 4}) {
    EXPECT_LT(tuned, 1.01 * trials_until_narrow(ConfidenceSequence(other, 0.95))) << other;
  }
  const double z = 1.959964;  // a fixed number of trials: the price of looking is below 2.5
  EXPECT_LT(tuned, 2.5 * z * z / (4 * wanted * wanted));
}

TEST(ConfidenceSequence, StandsAtTheEdgesOfItsRanges) {
  for (const double half_width : {ConfidenceSequence::least_half_width, 0.4999}) {
    for (const double confidence : {1e-6, 0.5, 1 - 1e-12}) {
      const ConfidenceSequence sequence(half_width, confidence);
      EXPECT_TRUE(std::isfinite(sequence.prior_trials()));
      EXPECT_GT(sequence.prior_trials(), 0);
      for (const std::uint64_t t : {std::uint64_t{1}, std::uint64_t{77}, most_trials}) {
        for (const std::uint64_t k : {std::uint64_t{0}, t / 2, t}) {
          const Interval found = sequence(k, t, confidence);
          EXPECT_LE(0, found.lower);
          EXPECT_LE(found.lower, static_cast<double>(k) / static_cast<double>(t));
          EXPECT_LE(static_cast<double>(k) / static_cast<double>(t), found.upper);
          EXPECT_LE(found.upper, 1);
        }
      }
    }
  }
}

TEST(ConfidenceSequence, RefusesWhatIsOutOfRange) {
  for (const double half_width : {0.0, 9e-8, 0.5, -1.0, std::nan("")}) {
    EXPECT_THROW(ConfidenceSequence(half_width, 0.95), std::invalid_argument);
  }
  for (const double confidence : {0.0, 1.0, std::nan("")}) {
    EXPECT_THROW(ConfidenceSequence(0.01, confidence), std::invalid_argument);
    EXPECT_THROW(ConfidenceSequence(0.01, 0.95)(1, 2, confidence), std::invalid_argument);
  }
  EXPECT_THROW(ConfidenceSequence(0.01, 0.95)(3, 2, 0.95), std::invalid_argument);
  EXPECT_THROW(ConfidenceSequence(0.01, 0.95)(0, most_trials + 1, 0.95), std::invalid_argument);
}

}  // namespace
}  // namespace brink
