// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/tally/look.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

#include "host/tally/cost_grid.hpp"
#include "host/tally/distance.hpp"

namespace brink {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const std::vector<double> quantiles = {0, 0.001, 0.25, 0.5, 0.5001, 0.999, 1};
const Shape shape{8, 1, 16};

/// The cost of each image, in no order.
std::vector<std::uint64_t> random_costs(bool real, std::size_t images, std::mt19937_64& random) {
  std::lognormal_distribution<double> values(9, 1.5);
  std::vector<std::uint64_t> costs;
  for (std::size_t i = 0; i < images; ++i) {
    const double value = values(random);
    costs.push_back(real ? std::bit_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value));
  }
  return costs;
}

Tally tally_of(std::vector<std::uint64_t> costs, bool real) {
  std::sort(costs.begin(), costs.end());
  Tally tally{real, {}, {}};
  for (const std::uint64_t cost : costs) append(tally, cost, 1);
  return tally;
}

/// Adds the images in parts, as threads and ranks do.
Tally tallied(const CostGrid& grid, const std::vector<std::uint64_t>& costs, bool real,
              std::size_t parts, std::mt19937_64& random) {
  std::vector<std::vector<std::uint64_t>> shares(parts);
  for (const std::uint64_t cost : costs) shares[random() % parts].push_back(cost);
  Tally sum = grid.none();
  for (auto& share : shares) {
    Tally part = grid.none();  // a share of a share is added first
    const auto middle = share.begin() + static_cast<std::ptrdiff_t>(share.size() / 2);
    grid.add(tally_of({share.begin(), middle}, real), part);
    grid.add(tally_of({middle, share.end()}, real), part);
    grid.add(std::move(part), sum);
  }
  return sum;
}

/// The quantile of costs by its definition.
std::uint64_t quantile(std::vector<std::uint64_t> costs, double probability) {
  std::sort(costs.begin(), costs.end());
  const auto place = std::ceil(probability * static_cast<double>(costs.size()));
  return costs[static_cast<std::size_t>(std::max(place, 1.0)) - 1];
}

std::uint64_t quantile(const Tally& tally, double probability) {
  std::vector<std::uint64_t> costs;
  for (std::size_t i = 0; i < tally.cost.size(); ++i) {
    costs.insert(costs.end(), tally.count[i], tally.cost[i]);
  }
  return quantile(costs, probability);
}

class Looks : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Costs, Looks, testing::Bool(),
                         [](const auto& info) { return info.param ? "real" : "integer"; });

TEST_P(Looks, MakeQuantilesAndMeanExact) {
  const bool real = GetParam();
  std::mt19937_64 random(3);
  for (const std::size_t images : {200u, 5000u}) {
    const std::vector<std::uint64_t> costs = random_costs(real, images, random);
    const CostGrid grid(real, {3000.5, 9000.5}, 50);
    const Tally rounded = tallied(grid, costs, real, 3, random);
    ASSERT_LT(rounded.bits, Tally::exact);
    const Look look(gaps_of(rounded, quantiles), 0.5, shape);
    const CostGrid again(real, look);
    const Tally found = tallied(again, costs, real, 3, random);
    const Tally refined = look.refined(rounded, found, quantiles);
    EXPECT_TRUE(refined.refined);
    EXPECT_EQ(refined.bits, rounded.bits);
    EXPECT_EQ(image_count(refined), images);
    EXPECT_LE(refined.cost.size(), rounded.cost.size() + quantiles.size());
    EXPECT_TRUE(std::is_sorted(refined.cost.begin(), refined.cost.end()));
    bool differs = false;
    for (const double probability : quantiles) {
      EXPECT_EQ(quantile(refined, probability), quantile(costs, probability)) << probability;
      differs = differs || quantile(rounded, probability) != quantile(costs, probability);
    }
    EXPECT_TRUE(differs);  // or the test shows nothing
    long double sum = 0;
    for (const std::uint64_t cost : costs) {
      sum += distance_of_cost(cost_value(cost, real), 0.5, shape);
    }
    EXPECT_NEAR(refined.mean, static_cast<double>(sum / images), 1e-14 * refined.mean);
    // Without what the look found it is the tally that it was, to which more can be added.
    Tally coarse = refined;
    grid.coarsen(coarse);
    EXPECT_EQ(coarse.cost, rounded.cost);
    EXPECT_EQ(coarse.count, rounded.count);
    EXPECT_FALSE(coarse.refined);
    Tally twice = refined;
    grid.add(refined, twice);
    EXPECT_EQ(twice.cost, rounded.cost);
    EXPECT_FALSE(twice.refined);
  }
}

TEST_P(Looks, DoNotDependOnTheOrder) {
  const bool real = GetParam();
  std::mt19937_64 random(4);
  const std::vector<std::uint64_t> costs = random_costs(real, 3000, random);
  const Look look({100, 200, 5000, 9000}, 2, shape);
  const CostGrid grid(real, look);
  const Tally once = tallied(grid, costs, real, 1, random);
  for (const std::size_t parts : {2u, 9u}) {
    const Tally other = tallied(grid, costs, real, parts, random);
    EXPECT_EQ(other.cost, once.cost);
    EXPECT_EQ(other.count, once.count);
    ASSERT_TRUE(other.sum && once.sum);
    EXPECT_TRUE(*other.sum == *once.sum);
  }
}

TEST(Look, KeepsCostsInItsIntervalsAlone) {
  const Look look({10, 20, 30, 40}, 1, shape);
  const std::uint64_t cost[] = {0, 9, 10, 19, 20, 29, 30, 39, 40, 1000};
  const std::uint64_t kept[] = {0, 0, 10, 19, 20, 20, 30, 39, 40, 40};
  for (std::size_t i = 0; i < std::size(cost); ++i) EXPECT_EQ(look.kept(cost[i]), kept[i]);
}

TEST(Look, AddsTheLargestDistances) {
  for (const Shape large : {Shape{1, 1, 1}, Shape{16384, 15, 16}, Shape{3, 1, 8}}) {
    for (const double p : {0.0, 0.5, 1.0, 2.0, infinity}) {
      const double distance = largest_distance(p, large);
      const double top = large.top_level();
      double cost = distance;  // p = 0
      if (std::isinf(p)) cost = top;
      if (p > 0 && p <= 1) cost = distance * std::pow(top, p);
      if (p == 2) cost = distance * distance * top * top;
      const Look look({}, p, large);
      Tally found{true, {std::bit_cast<std::uint64_t>(cost)}, {1000}};
      found.sum = look.sum(found);
      const Tally rounded{true, {0}, {1000}, 3};
      EXPECT_NEAR(look.refined(rounded, found, {}).mean, distance, 1e-14 * distance) << p;
    }
  }
}

TEST(Look, RefusesOtherImages) {
  const CostGrid grid(false, {}, 4);
  Tally rounded = tally_of({100, 201, 302, 403, 504, 605}, false);
  grid.bound(rounded);
  const Look look(gaps_of(rounded, {0.5}), 1, shape);
  const auto refine = [&](const std::vector<std::uint64_t>& costs) {
    const CostGrid again(false, look);
    Tally found = again.none();
    again.add(tally_of(costs, false), found);
    return look.refined(rounded, found, {0.5});
  };
  EXPECT_EQ(quantile(refine({100, 201, 302, 403, 504, 605}), 0.5), 302u);
  EXPECT_THROW(refine({100, 201, 302, 403, 504}), std::logic_error);
  EXPECT_THROW(refine({100, 101, 102, 403, 504, 605}), std::logic_error);
}

TEST(Look, UnitesIntervals) {
  EXPECT_EQ(united({}, {}), CostIntervals{});
  EXPECT_EQ(united({5, 9}, {1, 2}), (CostIntervals{1, 2, 5, 9}));
  EXPECT_EQ(united({1, 4, 8, 9}, {2, 3, 4, 8}), (CostIntervals{1, 9}));
  EXPECT_EQ(united({1, 10}, {2, 3}), (CostIntervals{1, 10}));
}

}  // namespace
}  // namespace brink
