// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "host/theory/confidence_sequence.hpp"
#include "host/theory/intervals.hpp"

// How often intervals miss the truth when the number of trials is chosen by
// looking at them.
namespace brink {
namespace {

constexpr double confidence = 0.95;
constexpr double half_width = 0.05;

/// The exact probability that an interval ever excludes p within the first `horizon` trials, from
/// the law of the count over the paths that were never excluded, trial by trial. Nothing is
/// simulated.
template <class Excludes>
double ever_excluded(double p, std::uint64_t horizon, const Excludes& excludes) {
  std::vector<double> law = {1};
  double lost = 0;
  for (std::uint64_t t = 1; t <= horizon; ++t) {
    law.push_back(0);
    for (std::uint64_t k = t; k-- > 0;) {
      law[k + 1] += p * law[k];
      law[k] *= 1 - p;
    }
    for (std::uint64_t k = 0; k <= t; ++k) {
      if (law[k] == 0 || !excludes(k, t)) continue;
      lost += law[k];
      law[k] = 0;
    }
  }
  return lost;
}

TEST(OptionalStopping, SequenceEverMissesWithNoMoreThanTheStatedProbability) {
  const ConfidenceSequence sequence(half_width, confidence);
  constexpr std::uint64_t horizon = 1500;
  for (const double p : {0.001, 0.02, 0.1, 0.37, 0.5, 0.8, 0.99}) {
    const double missed = ever_excluded(p, horizon, [&](std::uint64_t k, std::uint64_t t) {
      return sequence.log_martingale(k, t, p) >= -std::log(1 - confidence);
    });
    EXPECT_LE(missed, 1 - confidence) << p;
    EXPECT_GE(missed, 0.0005) << p << ": far too wide";
  }
}

// The test above can fail: ordinary intervals, if checked as often, miss far more.
TEST(OptionalStopping, ClopperPearsonMissesFarMoreOften) {
  constexpr std::uint64_t horizon = 300;
  for (const double p : {0.1, 0.5}) {
    const double missed = ever_excluded(p, horizon, [&](std::uint64_t k, std::uint64_t t) {
      // Only near the ends of the interval does it need to be computed.
      const double mean = static_cast<double>(t) * p;
      const double deviation = std::sqrt(mean * (1 - p));
      if (std::abs(static_cast<double>(k) - mean) < 1.5 * deviation) return false;
      const Interval found = clopper_pearson(k, t, confidence);
      return p < found.lower || found.upper < p;
    });
    EXPECT_GT(missed, 3 * (1 - confidence)) << p;
  }
}

/// One simulated series of trials, by the definition of the martingale: its next
/// value is the last one times a ratio of probabilities of the trial.
class Path {
 public:
  Path(double p, double prior, std::uint64_t seed)
      : p_(p), a_(prior * p + 0.25), b_(prior * (1 - p) + 0.25), random_(seed) {}

  void step() {
    const bool success = std::generate_canonical<double, 53>(random_) < p_;
    const double seen = success ? a_ : b_;
    martingale_ *= seen / ((a_ + b_) * (success ? p_ : 1 - p_));
    (success ? a_ : b_) += 1;
    successes_ += success ? 1 : 0;
    ++trials_;
  }

  double martingale() const { return martingale_; }
  std::uint64_t successes() const { return successes_; }
  std::uint64_t trials() const { return trials_; }

 private:
  double p_, a_, b_;
  double martingale_ = 1;
  std::uint64_t successes_ = 0, trials_ = 0;
  std::mt19937_64 random_;
};

// 4000 seeds at each p. Misses are at most binomial with probability 0.05, so
// that more than 0.05 n + 5 deviations of them come up by chance with probability
// below 1e-6 at each p; the seeds are fixed.
constexpr std::uint64_t seeds = 4000;
const double most_misses =
    (1 - confidence) * seeds + 5 * std::sqrt(seeds * confidence * (1 - confidence));

TEST(OptionalStopping, AdversarialStopOverThousandsOfSeeds) {
  const ConfidenceSequence sequence(half_width, confidence);
  constexpr std::uint64_t horizon = 4000;
  for (const double p : {0.03, 0.5}) {
    std::uint64_t missed = 0;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      Path path(p, sequence.prior_trials(), seed);
      while (path.martingale() < 1 / (1 - confidence) && path.trials() < horizon) path.step();
      if (path.trials() == horizon) continue;
      ++missed;  // the truth is excluded now, and the interval agrees
      const Interval found = sequence(path.successes(), path.trials(), confidence);
      EXPECT_TRUE(p <= found.lower * (1 + 1e-9) || found.upper * (1 - 1e-9) <= p)
          << path.successes() << " of " << path.trials();
    }
    EXPECT_LE(static_cast<double>(missed), most_misses) << p;
    EXPECT_GT(missed, 0u) << p << ": the adversary never wins";
  }
}

TEST(OptionalStopping, StopWhenNarrowOverThousandsOfSeeds) {
  const ConfidenceSequence sequence(half_width, confidence);
  for (const double p : {0.03, 0.25, 0.5}) {
    std::uint64_t missed = 0;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      Path path(p, sequence.prior_trials(), seeds + seed);
      Interval found{0, 1};
      while (found.upper - found.lower > 2 * half_width) {
        // Checking every trial would be as good, but slow.
        do path.step();
        while (path.trials() % 64 != 0);
        found = sequence(path.successes(), path.trials(), confidence);
      }
      missed += p < found.lower || found.upper < p ? 1 : 0;
    }
    EXPECT_LE(static_cast<double>(missed), most_misses) << p;
  }
}

}  // namespace
}  // namespace brink
