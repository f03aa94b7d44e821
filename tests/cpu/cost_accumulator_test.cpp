// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/cost_accumulator.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <utility>

namespace brink {
namespace {

using Counts = std::map<std::uint64_t, std::uint64_t>;

CostGrids grids(std::size_t norms, bool real = false, std::size_t most = most_tallied_costs) {
  return CostGrids(norms, std::make_shared<const CostGrid>(real, std::vector<double>{}, most));
}

/// More than any number of costs.
constexpr std::size_t any_number = std::size_t{1} << 60;

CostAccumulator empty(std::size_t most = any_number) {
  return CostAccumulator(grids(1, false, most)[0]);
}

void expect_tally(CostAccumulator accumulator, const Counts& counts) {
  const Tally tally = accumulator.tally();
  ASSERT_EQ(tally.cost.size(), counts.size());
  ASSERT_EQ(tally.count.size(), counts.size());
  std::size_t i = 0;
  for (const auto& [cost, count] : counts) {  // ascending, each cost once
    ASSERT_EQ(tally.cost[i], cost);
    ASSERT_EQ(tally.count[i++], count);
  }
}

TEST(CostAccumulator, NothingGivesAnEmptyTally) {
  CostAccumulator accumulator(grids(1, true)[0]);
  const Tally tally = accumulator.tally();
  EXPECT_TRUE(tally.real);
  EXPECT_TRUE(tally.cost.empty());
  EXPECT_TRUE(tally.count.empty());
}

class CostAccumulatorOf : public testing::TestWithParam<std::size_t> {};
// The counts lie around one batch of 65536, and around several.
INSTANTIATE_TEST_SUITE_P(Counts, CostAccumulatorOf,
                         testing::Values(1, 2, 65535, 65536, 65537, 131072, 200003));

TEST_P(CostAccumulatorOf, CountsEachCost) {
  std::mt19937_64 random(71);
  CostAccumulator accumulator = empty();
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
  CostAccumulator first = empty(), second = empty();
  Counts counts;
  for (std::size_t i = 0; i < GetParam(); ++i) {
    const std::uint64_t small = random() % 5000, large = ~std::uint64_t{0} - random() % 7;
    first.add(small);
    second.add(large);
    if (i % 2 == 0) second.add(small);
    counts[small] += i % 2 == 0 ? 2 : 1;
    ++counts[large];
  }
  CostAccumulator none = empty();
  first.add(second);
  first.add(none);
  none.add(first);
  expect_tally(first, counts);
  expect_tally(none, counts);
}

TEST(CostAccumulator, ATallyOnTheWayChangesNothing) {
  CostAccumulator accumulator = empty();
  for (const std::uint64_t cost : {5, 3, 5}) accumulator.add(cost);
  expect_tally(accumulator, {{3, 1}, {5, 2}});
  accumulator.tally();
  accumulator.add(3);
  expect_tally(accumulator, {{3, 2}, {5, 2}});
}

TEST(CostAccumulator, ManyCostsAreBoundedTheSameInAnyOrderAndShares) {
  constexpr std::size_t most = 500, images = 200'000;
  std::mt19937_64 random(73);
  std::vector<std::uint64_t> costs;
  for (std::size_t i = 0; i < images; ++i) costs.push_back(random() % 3'000'000);
  CostAccumulator expected = empty(most);
  for (const std::uint64_t cost : costs) expected.add(cost);
  const Tally all = expected.tally();
  EXPECT_LE(all.cost.size(), most);
  EXPECT_LT(all.bits, Tally::exact);
  for (const std::size_t threads : {1, 2, 7}) {
    std::shuffle(costs.begin(), costs.end(), random);
    std::vector<CostAccumulator> shares(threads, empty(most));
    CostAccumulator sum = empty(most);
    for (std::size_t i = 0; i < images; ++i) {
      CostAccumulator& share = shares[random() % threads];
      i % 5 == 0 ? share.add(costs[i], 1) : share.add(costs[i]);
      if (i % 30'000 == 0) sum.add(std::exchange(share, empty(most)));
    }
    for (CostAccumulator& share : shares) sum.add(std::move(share));
    EXPECT_EQ(sum.tally().bits, all.bits) << threads;
    EXPECT_EQ(sum.tally().cost, all.cost) << threads;
    EXPECT_EQ(sum.tally().count, all.count) << threads;
  }
}

TEST(CostAccumulator, IsLadenBeforeItSorts) {
  CostAccumulator accumulator = empty(most_tallied_costs);
  std::size_t images = 0;
  while (!accumulator.laden()) accumulator.add(1'000'000 + images++);
  EXPECT_EQ(images, 32768u);
  accumulator.tally();
  EXPECT_FALSE(accumulator.laden());
}

TEST(CellTally, AddsCountsAndBothEnds) {
  CellTally a(grids(2)), b(grids(2));
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
