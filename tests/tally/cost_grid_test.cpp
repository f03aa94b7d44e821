// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/tally/cost_grid.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include "tests/tally/tally_of.hpp"

namespace brink {
namespace {

std::uint64_t images_within(const Counts& counts, bool real, double limit) {
  std::uint64_t images = 0;
  for (const auto& [cost, count] : counts) {
    if (cost_value(cost, real) <= limit) images += count;
  }
  return images;
}

std::uint64_t images_within(const Tally& tally, double limit) {
  Counts counts;
  for (std::size_t i = 0; i < tally.cost.size(); ++i) counts[tally.cost[i]] = tally.count[i];
  return images_within(counts, tally.real, limit);
}

/// A cost at m bits, computed by arithmetic instead of masks.
std::uint64_t rounded(std::uint64_t cost, bool real, int bits, const std::vector<double>& limits) {
  double passed = -1;
  for (const double limit : limits) {
    if (cost_value(cost, real) > limit) passed = std::max(passed, limit);
  }
  if (real) {
    const double value = cost_value(cost, true);
    const int exponent = bits - std::ilogb(value);
    const double down = std::ldexp(std::floor(std::ldexp(value, exponent)), -exponent);
    const double floor = passed < 0 ? 0 : std::nextafter(passed, HUGE_VAL);
    return std::bit_cast<std::uint64_t>(std::max(down, floor));
  }
  std::uint64_t unit = 1;
  while (cost / unit >> 1 >> bits > 0) unit *= 2;
  auto floor = static_cast<std::uint64_t>(std::max(0.0, passed));
  while (cost_value(floor, false) <= passed) ++floor;
  return std::max(cost - cost % unit, floor);
}

/// The definition: tries every resolution, the finest one first, until there are few costs.
Tally bounded(const Counts& counts, bool real, const std::vector<double>& limits,
              std::size_t most) {
  Tally tally = tally_of(counts, real);
  for (int bits = 63; tally.cost.size() > most && bits >= 0; --bits) {
    Counts kept;
    for (const auto& [cost, count] : counts) kept[rounded(cost, real, bits, limits)] += count;
    if (kept.size() == tally.cost.size() && bits > 0) continue;
    tally = tally_of(kept, real);
    tally.bits = bits;
  }
  return tally;
}

struct Case {
  bool real;
  double middle, spread;  ///< of the costs' logarithms
  std::vector<double> limits;
  std::size_t most;
};

std::uint64_t random_cost(const Case& of, std::mt19937_64& random) {
  const double value =
      of.middle * std::exp(of.spread * (static_cast<double>(random() >> 11) * 0x1p-52 -  // in -1..1
                                        1));
  return of.real ? std::bit_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

Counts random_counts(const Case& of, std::size_t images, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Counts counts;
  for (std::size_t i = 0; i < images; ++i) counts[random_cost(of, random)] += 1 + random() % 3;
  return counts;
}

std::vector<Case> cases() {
  std::vector<double> many;
  for (int i = 0; i < 60; ++i) many.push_back(500 + 20 * i);
  return {
      {true, 1e3, 1, many, 80},
      {false, 1e3, 1, many, 80},
      {true, 1e3, 0.5, {}, 100},
      {true, 1e3, 3, {50, 100, 1e3, 1000.0001, 1e9}, 100},
      {true, 1e-3, 1e-9, {1e-3, 1e-3 * (1 + 1e-12)}, 64},  // near each other
      {true, 1e3, 2, {0, 900, 1000, 1100}, 1},             // fewer than the gaps
      {false, 1e6, 2, {0, 1e5, 2e6 + 0.5, 1e30}, 100},
      {false, 1e17, 1, {1e17, 1.5e17}, 77},
      {false, 3e4, 5, {64, 65, 66}, 20},  // small ones are never rounded
  };
}

class CostGridOf : public testing::TestWithParam<std::size_t> {
 protected:
  const Case of = cases()[GetParam()];
  const CostGrid grid{of.real, of.limits, of.most};
};
INSTANTIATE_TEST_SUITE_P(Cases, CostGridOf, testing::Range(std::size_t{0}, cases().size()));

TEST_P(CostGridOf, KeepsTheFinestResolutionAtWhichCostsAreFew) {
  for (const std::size_t images : {1, 20, 99, 101, 3000}) {
    const Counts counts = random_counts(of, images, images);
    Tally tally = tally_of(counts, of.real);
    grid.bound(tally);
    expect_same(tally, bounded(counts, of.real, of.limits, of.most));
  }
}

TEST_P(CostGridOf, IsTheSameInAnyOrderOfAnyParts) {
  std::mt19937_64 random(7);
  const Counts counts = random_counts(of, 2000, 3);
  const Tally expected = bounded(counts, of.real, of.limits, of.most);
  const auto part = [&](std::size_t parts) {  // the first ones are much larger
    return static_cast<std::size_t>(std::pow(static_cast<double>(random() >> 11) * 0x1p-53, 9) *
                                    static_cast<double>(parts));
  };
  for (int round = 0; round < 30; ++round) {
    std::vector<Counts> split(1 + random() % 40);
    for (const auto& [cost, count] : counts) {
      for (std::uint64_t i = 0; i < count; ++i) ++split[part(split.size())][cost];
    }
    std::vector<Tally> parts;
    for (const Counts& part : split) {
      parts.push_back(tally_of(part, of.real));
      if (random() % 2 == 0) grid.bound(parts.back());
    }
    while (parts.size() > 1) {
      std::shuffle(parts.begin(), parts.end(), random);
      Tally last = std::move(parts.back());
      parts.pop_back();
      grid.add(std::move(last), parts.back());
    }
    grid.bound(parts[0]);  // one part alone may not be bounded yet
    expect_same(parts[0], expected);
  }
}

TEST_P(CostGridOf, MovesNoImageAcrossARadius) {
  const Counts counts = random_counts(of, 3000, 5);
  Tally tally = tally_of(counts, of.real);
  grid.bound(tally);
  ASSERT_LT(tally.bits, Tally::exact);
  for (const double limit : of.limits) {
    EXPECT_EQ(images_within(tally, limit), images_within(counts, of.real, limit)) << limit;
  }
}

TEST_P(CostGridOf, RoundsDownByLessThanItSays) {
  const Counts counts = random_counts(of, 3000, 6);
  Tally tally = tally_of(counts, of.real);
  grid.bound(tally);
  std::size_t at = 0;
  std::uint64_t left = tally.count[0];
  for (const auto& [cost, count] : counts) {  // both ascend
    const double value = cost_value(cost, of.real);
    const double kept = cost_value(tally.cost[at], of.real);
    EXPECT_LE(kept, value);
    EXPECT_LE(value - kept, std::ldexp(value, -tally.bits));
    left -= count;
    if (left == 0 && ++at < tally.cost.size()) left = tally.count[at];
  }
}

TEST(CostGrid, IntegersThatNoDoubleHolds) {
  // 2^60 + 128 lies between two doubles and counts as 2^60; anything above counts as more.
  const std::uint64_t top = std::uint64_t{1} << 60;
  const std::vector<double> limits = {0x1p60};
  const CostGrid grid(false, limits, 1);
  Counts counts;
  for (std::uint64_t i = 0; i < 300; ++i) counts[top + i] = i + 1;
  Tally tally = tally_of(counts, false);
  grid.bound(tally);
  EXPECT_EQ(tally.cost, (std::vector<std::uint64_t>{top, top + 129}));
  EXPECT_EQ(images_within(tally, 0x1p60), images_within(counts, false, 0x1p60));
}

TEST(CostGrid, LimitsBeyondEveryCostChangeNothing) {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const bool real : {false, true}) {
    const Case of{real, 1e6, 1, {}, 50};
    const Counts counts = random_counts(of, 500, 8);
    Tally tally = tally_of(counts, real), other = tally;
    CostGrid(real, {}, 50).bound(tally);
    CostGrid(real, {1e300, infinity}, 50).bound(other);
    expect_same(tally, other);
  }
}

TEST(CostGrid, ASumHasEveryCostOnce) {
  const CostGrid grid(false);
  const Tally a{false, {1, 4, 9}, {5, 6, 7}}, b{false, {0, 4, 10, 11}, {1, 2, 3, 4}};
  Tally sum = a, none = grid.none();
  grid.add(b, sum);
  expect_same(sum, {false, {0, 1, 4, 9, 10, 11}, {1, 5, 8, 7, 3, 4}});
  grid.add(grid.none(), sum);
  grid.add(sum, none);
  expect_same(none, sum);
}

/// Ranks and devices hand over tallies that do not say so. The first one must not decide.
TEST(CostGrid, ASumHasTheGridsKindOfCosts) {
  const CostGrid grid(true);
  const Counts counts = {{std::bit_cast<std::uint64_t>(1.5), 3}};
  Tally sum = grid.none();
  grid.add(tally_of(counts, false), sum);
  expect_same(sum, tally_of(counts, true));
  grid.add(tally_of(counts, false), sum);
  EXPECT_TRUE(sum.real);
}

TEST(CostGrid, AsManyCostsAsTheLimitAreExact) {
  const CostGrid grid(true);
  Counts counts;
  for (std::size_t i = 0; i < most_tallied_costs; ++i) {
    counts[std::bit_cast<std::uint64_t>(1 + static_cast<double>(i) * 1e-9)] = 1;
  }
  Tally tally = tally_of(counts, true);
  grid.bound(tally);
  expect_same(tally, tally_of(counts, true));
  grid.add(tally_of({{std::bit_cast<std::uint64_t>(7.0), 1}}, true), tally);
  EXPECT_LT(tally.bits, Tally::exact);
  EXPECT_LE(tally.cost.size(), most_tallied_costs);
}

}  // namespace
}  // namespace brink
