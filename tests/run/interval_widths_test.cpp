// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/interval_widths.hpp"

#include <gtest/gtest.h>

#include <random>

#include "host/result/tables/tables.hpp"

namespace brink {
namespace {

/// One cell of a made-up sweep, with costs at p = 1 and 2; those at p = 2 are bracketed.
Results made_up(std::mt19937_64& random) {
  Results results;
  Config& config = results.config;
  config.samples = 1 + random() % 200;
  config.n = {4};
  config.bit_depth = {2};
  config.p = {1, 2};
  for (double scale = 0; scale < 3; scale += 0.1) config.radius.push_back(scale);
  config.classifiers.resize(1);
  config.classifiers[0].type = "brightness";
  CellResult cell;
  cell.done = true;
  cell.samples = config.samples;
  cell.in_class = 1 + random() % config.samples;
  std::vector<CostTallies> at_each_p(2);
  for (std::uint64_t image = 0; image < cell.in_class; ++image) {
    for (CostTallies& tallies : at_each_p) {
      if (tallies.upper.cost.empty() || random() % 3 == 0) {
        tallies.upper.cost.push_back(tallies.upper.cost.size() + 1);
        tallies.upper.count.push_back(0);
      }
      ++tallies.upper.count.back();
    }
  }
  at_each_p[1].lower = Tally{false, {1}, {cell.in_class}};
  for (const CostTallies& tallies : at_each_p) cell.tallies.push_back(tallies);
  results.cells = {cell};
  return results;
}

/// The widths are compared with the intervals of the tables.
TEST(IntervalWidths, AreThoseOfTheTables) {
  std::mt19937_64 random(11);
  for (int trial = 0; trial < 100; ++trial) {
    const Results results = made_up(random);
    const Tables tables = make_tables(results);
    WidthRange expected;
    for (std::size_t i = 0; i < tables.moved_fraction.lower.size(); ++i) {
      expected.add(tables.moved_fraction.upper[i] - tables.moved_fraction.lower[i]);
    }
    const WidthRange found = interval_widths(results.config, {4, 1, 2}, results.cells[0]);
    EXPECT_NEAR(found.narrowest, expected.narrowest, 1e-12);
    EXPECT_NEAR(found.widest, expected.widest, 1e-12);
  }
}

TEST(IntervalWidths, NoneWithoutImagesInTheClass) {
  std::mt19937_64 random(1);
  Results results = made_up(random);
  results.cells[0].in_class = 0;
  EXPECT_TRUE(interval_widths(results.config, {4, 1, 2}, results.cells[0]).empty());
  WidthRange range;
  range.add(WidthRange{});
  EXPECT_TRUE(range.empty());
  range.add(0);
  EXPECT_FALSE(range.empty());
}

}  // namespace
}  // namespace brink
