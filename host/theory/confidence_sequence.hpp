// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "host/theory/intervals.hpp"

namespace brink {

/// A confidence sequence for a Bernoulli probability: intervals that all hold at once, at every
/// moment. So one may look at them to decide when to stop, and pay nothing for it.
///
/// If p is the truth then, after k successes in t trials, the mixture
///
///   M(p) = B(a + k, b + t - k) / B(a, b) / (p^k (1-p)^(t-k)),
///   a = g p + c,  b = g (1-p) + c,
///
/// of likelihood ratios over Beta(a, b) is a martingale of mean 1, and it ever
/// reaches 1/miss with a probability of at most `miss` (Ville). The interval is
/// {p : M(p) < 1/miss}: log M is convex in p (docs/theory.md, "Intervals at every
/// moment"). Robbins 1970; centred at p as by Howard, Ramdas, McAuliffe, Sekhon 2021.
///
/// M depends on nothing but k and t. So the sum of sequences that were stopped one by one is a
/// stopped sequence too.
class ConfidenceSequence {
 public:
  /// Chooses g such that the sequence is narrowest where it is just as narrow as asked for: at p =
  /// 1/2, where it is widest, and with a half-width of `half_width` at `confidence`. Any choice of
  /// g is valid that is made before the trials are seen.
  ///
  /// @param half_width in [least_half_width, 1/2)
  /// @param confidence in (0, 1)
  /// @throw std::invalid_argument outside these ranges
  ConfidenceSequence(double half_width, double confidence);

  /// No number of trials up to 2^48 gives a smaller half-width at usual confidences.
  static constexpr double least_half_width = 1e-7;

  /// The interval after `trials`. The probability that it misses the truth at any moment at all, on
  /// either side, is at most 1 - confidence.
  ///
  /// @param successes at most `trials`
  /// @param trials up to 2^48; no trials give [0, 1]
  /// @param confidence in (0, 1); it may differ from the confidence of the tuning
  /// @return lower is exactly 0 without a success and upper exactly 1 without a failure; both are
  /// rounded outwards by a relative 1e-10 of the interval's width
  /// @throw std::invalid_argument outside these ranges
  Interval operator()(std::uint64_t successes, std::uint64_t trials, double confidence) const;

  /// log M(p), p in (0, 1).
  double log_martingale(std::uint64_t successes, std::uint64_t trials, double p) const;

  /// g: how many trials the mixture's prior counts for.
  double prior_trials() const { return prior_trials_; }

 private:
  double prior_trials_;
};

/// A lower end that is above the true share of `trials` once in 10^12. Bounds may take it for the
/// coverage of a class. The sequence gives it where there is one.
double certain_share(std::uint64_t successes, std::uint64_t trials,
                     const std::optional<ConfidenceSequence>& sequence);

}  // namespace brink
