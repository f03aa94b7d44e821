// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

namespace brink {

/// The rate at which a statistical test fails for a correct program: once in a million. Seeds are
/// fixed, so a test that passes once always passes.
inline constexpr double false_alarm_rate = 1e-6;

/// Cells with a smaller expected count are joined.
inline constexpr double least_expected = 10;

class ChiSquare {
 public:
  void add(double statistic) {
    statistic_ += statistic;
    ++cells_;
  }
  /// `constraints` is the number of sums that the cells must keep.
  void expect_plausible(int constraints) const {
    const double degrees = cells_ - constraints;
    ASSERT_GE(degrees, 1);
    EXPECT_GT(boost::math::gamma_q(degrees / 2, statistic_ / 2), false_alarm_rate)
        << "chi-square " << statistic_ << " at " << degrees << " degrees of freedom";
  }

 private:
  double statistic_ = 0;
  double cells_ = 0;
};

using Histogram = std::map<std::int64_t, std::uint64_t>;

/// Pearson's test of a histogram of `total` draws against its law.
template <class Probability>
void expect_law(const Histogram& found, std::uint64_t total, std::int64_t first, std::int64_t last,
                const Probability& probability) {
  ChiSquare test;
  double expected = 0, observed = 0, expected_left = static_cast<double>(total),
         observed_left = static_cast<double>(total);
  const auto close = [&](double e, double o) { test.add((o - e) * (o - e) / e); };
  for (std::int64_t value = first; value <= last; ++value) {
    expected += static_cast<double>(total) * probability(value);
    const auto at = found.find(value);
    if (at != found.end()) observed += static_cast<double>(at->second);
    if (expected < least_expected || expected_left - expected < least_expected) continue;
    close(expected, observed);
    expected_left -= expected;
    observed_left -= observed;
    expected = observed = 0;
  }
  close(expected_left, observed_left);  // the rest, with all values out of range
  test.expect_plausible(1);
}

/// Checks that two histograms can come from one law (two-sample chi-square).
inline void expect_one_law(const Histogram& a, const Histogram& b) {
  std::map<std::int64_t, std::pair<double, double>> both;
  double all_a = 0, all_b = 0;
  for (const auto& [value, count] : a) both[value].first += static_cast<double>(count);
  for (const auto& [value, count] : b) both[value].second += static_cast<double>(count);
  for (const auto& [value, counts] : both) {
    all_a += counts.first;
    all_b += counts.second;
  }
  const double ratio = std::sqrt(all_b / all_a);
  ChiSquare test;
  double here_a = 0, here_b = 0, left = all_a + all_b;
  for (const auto& [value, counts] : both) {
    here_a += counts.first;
    here_b += counts.second;
    const double here = here_a + here_b;
    if (here < 2 * least_expected) continue;
    if (left - here < 2 * least_expected && left > here) continue;
    const double gap = ratio * here_a - here_b / ratio;
    test.add(gap * gap / here);
    left -= here;
    here_a = here_b = 0;
  }
  test.expect_plausible(1);
}

/// Checks the mean of `count` draws of known mean and variance. 4.9 standard errors correspond to
/// false_alarm_rate on two sides.
inline void expect_mean(double sum, double count, double mean, double variance) {
  constexpr double reach = 4.9;
  EXPECT_LT(std::abs(sum / count - mean), reach * std::sqrt(variance / count))
      << sum / count << " for " << mean;
}

}  // namespace brink
