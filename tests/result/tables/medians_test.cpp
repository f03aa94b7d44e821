// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/tables/medians.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/result/sample_results.hpp"

namespace brink {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST(FittedExponent, FindsAPowerLaw) {
  const std::vector<std::uint32_t> n = {1, 8, 16, 100};
  for (const double exponent : {0.0, 0.5, 1.0, -0.25}) {
    std::vector<double> median;
    for (const std::uint32_t side : n) median.push_back(0.3 * std::pow(side, exponent));
    EXPECT_NEAR(fitted_exponent(n, median), exponent, 1e-12);
  }
}

/// Three points with log n = 0, 1, 2 (in units of log 2) and log d = 0, 1, 0 + 4:
/// the slope is half the difference of the ends.
TEST(FittedExponent, IsTheLeastSquaresSlope) {
  EXPECT_NEAR(fitted_exponent({1, 2, 4}, {1, 2, 16}), 2, 1e-12);
  EXPECT_NEAR(fitted_exponent({1, 2, 4}, {1, 32, 16}), 2, 1e-12);
}

TEST(FittedExponent, LeavesOutWhatHasNoLogarithm) {
  const double inf = std::numeric_limits<double>::infinity();
  EXPECT_NEAR(fitted_exponent({2, 4, 8, 16, 32}, {2, nan, 8, 0, inf}), 1, 1e-12);
  EXPECT_TRUE(std::isnan(fitted_exponent({2, 4}, {2, nan})));
  EXPECT_TRUE(std::isnan(fitted_exponent({2}, {2})));
  EXPECT_TRUE(std::isnan(fitted_exponent({2, 4}, {0, 0})));
}

TEST(MedianRows, TakeBothEndsOfABracket) {
  Results results;
  results.config.n = {4, 16};
  results.config.bit_depth = {1};
  results.config.p = {1};
  results.config.classifiers.resize(1);
  CellResult cell;
  cell.done = true;
  cell.tallies = {{{false, {2, 8}, {4, 3}}, Tally{false, {1, 8}, {4, 3}}}};
  results.cells = {cell, {}};
  std::vector<MedianRow> rows = median_rows(results);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_TRUE(rows[0].bracketed);
  EXPECT_EQ(rows[0].median[0], 2);
  EXPECT_EQ(rows[0].median_lower[0], 1);
  EXPECT_TRUE(std::isnan(rows[0].median[1]));
  EXPECT_TRUE(std::isnan(rows[0].exponent));

  results.cells[1] = cell;
  results.cells[1].tallies = {{{false, {8}, {1}}, {}}};
  rows = median_rows(results);
  EXPECT_EQ(rows[0].median[1], 8);
  EXPECT_EQ(rows[0].median_lower[1], 8);
  EXPECT_NEAR(rows[0].exponent, 1, 1e-12);  // 2 -> 8 as 4 -> 16
}

TEST(MedianRows, AreOnePerClassifierChannelsDepthAndP) {
  const std::vector<MedianRow> rows = median_rows(sample::results());
  ASSERT_EQ(rows.size(), 2u * 2 * 2 * 5);
  const MedianRow& row = rows[((1 * 2 + 0) * 2 + 1) * 5 + 3];
  EXPECT_EQ(row.classifier, 1u);
  EXPECT_EQ(row.channels, 0u);
  EXPECT_EQ(row.bit_depth, 1u);
  EXPECT_EQ(row.p, 3u);
  EXPECT_TRUE(row.bracketed);
}

}  // namespace
}  // namespace brink
