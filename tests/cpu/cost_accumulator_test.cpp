// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/cost_accumulator.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace brink {
namespace {

using Counts = std::map<std::uint64_t, std::uint64_t>;

void expect_tally(CostAccumulator accumulator, const Counts& counts) {
  const Tally tally = accumulator.tally(false);
  ASSERT_EQ(tally.cost.size(), counts.size());
  ASSERT_EQ(tally.count.size(), counts.size());
  std::size_t i = 0;
  for (const auto& [cost, count] : counts) {  // ascending, each once
    ASSERT_EQ(tally.cost[i], cost);
    ASSERT_EQ(tally.count[i++], count);
  }
}

TEST(CostAccumulator, NothingGivesAnEmptyTally) {
  CostAccumulator accumulator;
  const Tally tally = accumulator.tally(true);
  EXPECT_TRUE(tally.real);
  EXPECT_TRUE(tally.cost.empty());
  EXPECT_TRUE(tally.count.empty());
}

class CostAccumulatorOf : public testing::TestWithParam<std::size_t> {};
// Around one batch of 65536, and several.
INSTANTIATE_TEST_SUITE_P(Counts, CostAccumulatorOf,
                         testing::Values(1, 2, 65535, 65536, 65537, 131072, 200003));

TEST_P(CostAccumulatorOf, CountsEachCost) {
  std::mt19937_64 random(71);
  CostAccumulator accumulator;
  Counts counts;
  for (std::size_t i = 0; i < GetParam(); ++i) {
    const std::uint64_t cost = i % 3 == 0 ? random() : random() % 1000;
    accumulator.add(cost);
    ++counts[cost];
  }
  expect_tally(accumulator, counts);
}

TEST_P(CostAccumulatorOf, MergesAnother) {
  std::mt19937_64 random(72);
  CostAccumulator first, second;
  Counts counts;
  for (std::size_t i = 0; i < GetParam(); ++i) {
    const std::uint64_t small = random() % 5000, large = ~std::uint64_t{0} - random() % 7;
    first.add(small);
    second.add(large);
    if (i % 2 == 0) second.add(small);
    counts[small] += i % 2 == 0 ? 2 : 1;
    ++counts[large];
  }
  CostAccumulator none;
  first.add(second);
  first.add(none);
  none.add(first);
  expect_tally(first, counts);
  expect_tally(none, counts);
}

TEST(CostAccumulator, ATallyOnTheWayChangesNothing) {
  CostAccumulator accumulator;
  for (const std::uint64_t cost : {5, 3, 5}) accumulator.add(cost);
  expect_tally(accumulator, {{3, 1}, {5, 2}});
  accumulator.tally(false);
  accumulator.add(3);
  expect_tally(accumulator, {{3, 2}, {5, 2}});
}

TEST(CellTally, AddsCountsAndBothEnds) {
  CellTally a(2), b(2);
  a.samples = 10, a.in_class = 4;
  b.samples = 5, b.in_class = 3;
  a.upper[0].add(7);
  b.upper[0].add(7);
  b.upper[1].add(9);
  b.lower[1].add(8);
  a.add(b);
  EXPECT_EQ(a.samples, 15u);
  EXPECT_EQ(a.in_class, 7u);
  expect_tally(a.upper[0], {{7, 2}});
  expect_tally(a.upper[1], {{9, 1}});
  expect_tally(a.lower[0], {});
  expect_tally(a.lower[1], {{8, 1}});
}

}  // namespace
}  // namespace brink
