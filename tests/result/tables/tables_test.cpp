// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/tables/tables.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "host/result/tables/interval_method.hpp"
#include "tests/result/sample_results.hpp"

namespace brink {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

/// One cell, n = 2, b = 2 (q-1 = 3), ten images of twenty in the class.
Results ten_images() {
  Results results;
  Config& config = results.config;
  config.samples = 20;
  config.n = {2};
  config.bit_depth = {2};
  config.p = {1, 2};
  config.radius_mode = RadiusMode::absolute;
  config.radius = {0, 1.0 / 3, 1, 2};
  config.quantiles = {0.2, 0.5, 1};
  config.classifiers.resize(1);
  config.classifiers[0].type = "hash";  // no closed form is known of it
  CellResult cell;
  cell.done = true;
  cell.samples = 20;
  cell.in_class = 10;
  cell.built.threshold = -3;
  cell.elapsed = 1.5;
  cell.tallies = {{{false, {1, 3, 6}, {2, 5, 3}}, {}},
                  {{false, {1, 9, 36}, {2, 5, 3}}, Tally{false, {1, 8, 9}, {2, 4, 4}}}};
  results.cells = {cell};
  return results;
}

TEST(Tables, CountMovedImagesWithinEachRadius) {
  const Tables tables = make_tables(ten_images());
  EXPECT_EQ(tables.moved, (std::vector<std::uint64_t>{0, 2, 7, 10, /* p = 2: */ 0, 2, 7, 10}));
  EXPECT_EQ(tables.moved_possible, (std::vector<std::uint64_t>{0, 2, 7, 10, 0, 2, 10, 10}));
  EXPECT_EQ(tables.radius, (std::vector<double>{0, 1.0 / 3, 1, 2, 0, 1.0 / 3, 1, 2}));
}

TEST(Tables, GiveQuantilesAndMeansOfTheUpperCosts) {
  const Tables tables = make_tables(ten_images());
  const std::vector<double> expected = {1.0 / 3, 1, 2, 1.0 / 3, 1, 2};
  ASSERT_EQ(tables.distance_quantile.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_DOUBLE_EQ(tables.distance_quantile[i], expected[i]) << i;
  }
  const double mean = (2.0 / 3 + 5 + 6) / 10;
  EXPECT_DOUBLE_EQ(tables.distance_mean[0], mean);
  EXPECT_DOUBLE_EQ(tables.distance_mean[1], mean);
}

/// Published Clopper-Pearson limits at 95 %: 0 of 10 in [0, 0.3085], 7 of 10 in
/// [0.3475, 0.9333], 10 of 10 in [0.6915, 1], 10 of 20 in [0.2720, 0.7280].
TEST(Tables, GiveClopperPearsonIntervals) {
  const Tables tables = make_tables(ten_images());
  const Share& moved = tables.moved_fraction;
  constexpr double printed = 5e-5;
  EXPECT_EQ(moved.value[0], 0);
  EXPECT_EQ(moved.lower[0], 0);
  EXPECT_NEAR(moved.upper[0], 0.3085, printed);
  EXPECT_NEAR(moved.lower[2], 0.3475, printed);
  EXPECT_NEAR(moved.upper[2], 0.9333, printed);
  EXPECT_NEAR(moved.lower[3], 0.6915, printed);
  EXPECT_EQ(moved.upper[3], 1);
  EXPECT_NEAR(tables.coverage.lower[0], 0.2720, printed);
  EXPECT_NEAR(tables.coverage.upper[0], 0.7280, printed);
  // A bracket: from the lower end of 7 to the upper end of 10.
  EXPECT_EQ(moved.value[6], 0.7);
  EXPECT_NEAR(moved.lower[6], 0.3475, printed);
  EXPECT_EQ(moved.upper[6], 1);
}

/// Equal counts share an interval, which is the one made of them alone: also where a
/// bracketed and an exact class meet, whose risks differ with [stop].
TEST(Tables, GiveEveryShareTheIntervalOfItsCounts) {
  Results results = ten_images();
  Config& config = results.config;
  config.bit_depth = {2, 3, 4};
  config.stop_half_width = 0.1;
  CellResult cell = results.cells[0];
  cell.in_class = 9;
  cell.tallies.change(0, [](CostTallies& tallies) { tallies.upper.count = {2, 5, 2}; });
  cell.tallies.set(1, {{false, {1, 9, 36}, {2, 5, 2}}, Tally{false, {1, 9, 36}, {2, 5, 2}}});
  results.cells.push_back(cell);
  results.cells.push_back(results.cells[0]);
  const Tables tables = make_tables(results);
  const IntervalMethod method(config);
  const std::size_t radii = config.radius.size();
  for (std::size_t i = 0; i < tables.moved.size(); ++i) {
    const std::uint64_t trials = tables.in_class[i / (2 * radii)];
    const bool bracketed = i / radii % 2 == 1;
    const Interval expected = method(tables.moved[i], tables.moved_possible[i], trials, bracketed);
    EXPECT_EQ(tables.moved_fraction.lower[i], expected.lower) << i;
    EXPECT_EQ(tables.moved_fraction.upper[i], expected.upper) << i;
  }
}

TEST(Tables, AreExactAfterExhaustiveEnumeration) {
  Results results = ten_images();
  results.config.sampler = Sampler::exhaustive;
  const Tables tables = make_tables(results);
  EXPECT_EQ(tables.coverage.lower[0], 0.5);
  EXPECT_EQ(tables.coverage.upper[0], 0.5);
  EXPECT_EQ(tables.coverage_exact[0], 0.5);
  EXPECT_EQ(tables.moved_fraction.lower[6], 0.7);
  EXPECT_EQ(tables.moved_fraction.upper[6], 1.0);
  EXPECT_EQ(tables.moved_fraction.lower[1], 0.2);
  EXPECT_EQ(tables.moved_fraction.upper[1], 0.2);
}

TEST(Tables, CarryWhatTheCellFound) {
  Results results = ten_images();
  Tables tables = make_tables(results);
  EXPECT_EQ(tables.samples[0], 20u);
  EXPECT_EQ(tables.in_class[0], 10u);
  EXPECT_EQ(tables.coverage.value[0], 0.5);
  EXPECT_EQ(tables.threshold[0], -3);
  EXPECT_EQ(tables.elapsed[0], 1.5);
  EXPECT_TRUE(std::isnan(tables.coverage_exact[0]));
  results.cells[0].built.exact_coverage = 0.375;
  EXPECT_EQ(make_tables(results).coverage_exact[0], 0.375);
}

/// N = 4, b = 1: the level sums have F = 1/16, 5/16, 11/16, ...; at v = 1/2 s is 2,
/// so at most F(s-1)/v = 5/8 of a class is deeper than one pixel, 1/8 than two.
TEST(Tables, BoundTheMovedFractionOfEveryClass) {
  Results results = ten_images();
  results.config.bit_depth = {1};
  results.config.p = {0};
  results.config.radius = {0, 1, 2, 3};
  results.cells[0].built.exact_coverage = 0.5;
  results.cells[0].tallies = {{{false, {1, 2}, {5, 5}}, {}}};
  const std::vector<double> bound = make_tables(results).moved_fraction_bound;
  ASSERT_EQ(bound.size(), 4u);
  EXPECT_EQ(bound[0], 0);
  // erf(2/sqrt(N + ln(N)/2)/sqrt(2)); half of the images fill level 2 by half.
  EXPECT_NEAR(bound[1], std::erf(std::sqrt(2 / (4 + std::log(2.0)))), 1e-9);
  EXPECT_NEAR(bound[2], 15.0 / 16, 1e-9);
  EXPECT_NEAR(bound[3], 1, 1e-9);
  const Tables tables = make_tables(results);
  EXPECT_NEAR(tables.robust_fraction_bound[2], 1.0 / 16, 1e-12);
  EXPECT_EQ(tables.bound_form, (std::vector<std::int64_t>{0, 4, 1, 1}));
}

/// The same class by its exact law: of the five images with 3 or 4 ones, four leave
/// by one pixel.
TEST(Tables, HoldTheExactCurveWhereThereIsOne) {
  Results results = ten_images();
  results.config.bit_depth = {1};
  results.config.p = {0};
  results.config.radius = {0, 1, 2, 3};
  results.config.classifiers[0].type = "brightness";
  results.cells[0].built.threshold = 0;
  results.cells[0].tallies = {{{false, {1, 2}, {5, 5}}, {}}};
  const std::vector<double> exact = make_tables(results).moved_fraction_exact;
  ASSERT_EQ(exact.size(), 4u);
  EXPECT_EQ(exact[0], 0);
  EXPECT_NEAR(exact[1], 0.8, 1e-12);
  EXPECT_EQ(exact[2], 1);
  results.config.classifiers[0].type = "halfspace";  // of unequal weights
  EXPECT_TRUE(std::isnan(make_tables(results).moved_fraction_exact[1]));
}

TEST(Tables, ScaleRadiiWithN) {
  Results results = ten_images();
  results.config.radius_mode = RadiusMode::scale;
  results.config.n = {4, 9};
  results.config.p = {0, 2, inf};
  results.config.radius = {0.5, 1};
  results.cells.assign(2, {});
  const std::vector<double> expected = {2, 4, 1, 2, 0.5, 1, 4.5, 9, 1.5, 3, 0.5, 1};
  const Tables tables = make_tables(results);
  ASSERT_EQ(tables.radius.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_DOUBLE_EQ(tables.radius[i], expected[i]) << i;
  }
}

TEST(Tables, OfAnEmptyClassKnowNothing) {
  for (const Sampler sampler : {Sampler::pixels, Sampler::exhaustive}) {
    Results results = ten_images();
    results.config.sampler = sampler;
    results.cells[0].in_class = 0;
    results.cells[0].tallies = {{}, {{}, Tally{}}};
    const Tables tables = make_tables(results);
    for (std::size_t i = 0; i < tables.moved.size(); ++i) {
      EXPECT_EQ(tables.moved[i], 0u);
      EXPECT_TRUE(std::isnan(tables.moved_fraction.value[i]));
      EXPECT_EQ(tables.moved_fraction.lower[i], 0);
      EXPECT_EQ(tables.moved_fraction.upper[i], 1);
      EXPECT_FALSE(std::isnan(tables.moved_fraction_bound[i]));
    }
    EXPECT_EQ(tables.coverage.value[0], 0);
    for (const double distance : tables.distance_quantile) EXPECT_TRUE(std::isnan(distance));
    for (const double distance : tables.distance_mean) EXPECT_TRUE(std::isnan(distance));
  }
}

TEST(Tables, HoldFillValuesWhereNothingIsComputed) {
  const Results results = sample::results();
  const Tables tables = make_tables(results);
  const Config& config = results.config;
  const std::size_t balls = config.p.size() * config.radius.size();
  ASSERT_EQ(tables.moved.size(), results.cells.size() * balls);
  ASSERT_EQ(tables.distance_quantile.size(),
            results.cells.size() * config.p.size() * config.quantiles.size());
  for (std::size_t cell = 0; cell < results.cells.size(); ++cell) {
    const bool missing = cell == sample::missing_cell;
    EXPECT_EQ(tables.samples[cell] == missing_count, missing);
    EXPECT_EQ(tables.in_class[cell] == missing_count, missing);
    EXPECT_EQ(tables.threshold[cell] == missing_threshold, missing);
    EXPECT_EQ(std::isnan(tables.coverage.lower[cell]), missing);
    EXPECT_EQ(std::isnan(tables.elapsed[cell]), missing);
    for (std::size_t i = cell * balls; i < (cell + 1) * balls; ++i) {
      EXPECT_EQ(tables.moved[i] == missing_count, missing);
      EXPECT_EQ(tables.moved_possible[i] == missing_count, missing);
      EXPECT_EQ(std::isnan(tables.moved_fraction.upper[i]), missing);
      EXPECT_EQ(std::isnan(tables.moved_fraction_bound[i]), missing);
      EXPECT_EQ(std::isnan(tables.robust_fraction_bound[i]), missing);
      EXPECT_EQ(tables.bound_form[i] == missing_form, missing);
    }
  }
}

}  // namespace
}  // namespace brink
