// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/tally/list_counter.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>

#include "tests/simt/launching.hpp"
#include "tests/tally/tally_of.hpp"

namespace brink::device {
namespace {

/// Costs of one p, and its grid.
struct Case {
  bool real;
  double middle, spread;  ///< of the costs' logarithms
  std::vector<double> limits;
  std::size_t most;
};

std::vector<Case> cases() {
  std::vector<double> many;
  for (int i = 0; i < 60; ++i) many.push_back(500 + 20 * i);
  return {
      {true, 1e3, 1, many, 300},
      {true, 1e3, 0.5, {}, 100},
      {true, 1e-3, 1e-9, {1e-3, 1e-3 * (1 + 1e-12)}, 64},  // near each other
      {true, 1e3, 2, {0, 900, 1000, 1100}, 1},             // fewer than the gaps
      {false, 1e17, 1, {1e17, 1.5e17}, 77},                // beyond the integers of doubles
      {false, 3e4, 5, {64, 65, 66}, 500},                  // small ones are never rounded
      {false, 1e6, 2, {0, 1e5, 2e6 + 0.5, 1e30}, 10000},   // more than a list has
  };
}

/// Even integers become odd, because some are addresses of this process and would look like
/// pointers.
std::vector<std::uint64_t> random_costs(const Case& of, std::size_t size, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::uint64_t> costs;
  while (costs.size() < size) {
    const double in_unit = static_cast<double>(random() >> 11) * 0x1p-52 - 1;
    const double value = of.middle * std::exp(of.spread * in_unit);
    costs.push_back(of.real ? std::bit_cast<std::uint64_t>(value)
                            : static_cast<std::uint64_t>(value) | 1);
    if (random() % 4 == 0) costs.push_back(costs[random() % costs.size()]);
  }
  costs.resize(size);
  return costs;
}

class Lists : public simt::EverySchedule {};
INSTANTIATE_TEST_SUITE_P(Schedules, Lists, simt::every_schedule());

/// Each list is longer than those before, so the last ones must be rounded to fewer bits than the
/// tally to which they are added.
TEST_P(Lists, AreRoundedAsTheTallyOfAllOfThem) {
  simt::settings().deferred = true;
  CostGrids grids;
  for (const Case& of : cases()) {
    grids.push_back(std::make_shared<const CostGrid>(of.real, of.limits, of.most));
  }
  ListCounter counter(grids);
  counter.reserve(4000);
  const Stream stream;
  for (std::size_t p = 0; p < grids.size(); ++p) {
    SCOPED_TRACE(testing::Message() << "case " << p);
    const Case of = cases()[p];
    Counts counts;
    Tally sum = grids[p]->none();
    for (const std::uint32_t length : {200, 900, 50, 4000}) {
      const std::vector<std::uint64_t> costs = random_costs(of, length, length);
      for (const std::uint64_t cost : costs) ++counts[cost];
      const DeviceBuffer<std::uint64_t> list(costs);
      Tally found = counter.count(p, list.data(), length, sum.bits, stream);
      EXPECT_LE(found.bits, sum.bits);
      // At no bits at all a cost is left for each leading bit and for each radius.
      const std::size_t most = std::max(of.most, found.bits > 0 ? 0 : 10 + of.limits.size());
      EXPECT_LE(found.cost.size(), most) << "so many pairs crossed the bus";
      grids[p]->add(std::move(found), sum);
      Tally expected = tally_of(counts, of.real);
      grids[p]->bound(expected);
      expect_same(sum, expected);
    }
    EXPECT_EQ(sum.bits<Tally::exact, counts.size()> of.most);
  }
}

/// A list of few different costs is not rounded for its own sake, but as the tally has been.
TEST_P(Lists, AreRoundedToTheBitsOfTheirTally) {
  const auto grid = std::make_shared<const CostGrid>(true, std::vector<double>{1.9}, 4);
  ListCounter counter({grid});
  counter.reserve(8);
  const Stream stream;
  std::vector<std::uint64_t> costs;
  for (const double value : {1.95, 1.3, 1.2, 3.5, 1.95, 1.2}) {
    costs.push_back(std::bit_cast<std::uint64_t>(value));
  }
  const auto count = [&](int bits) {
    const DeviceBuffer<std::uint64_t> list(costs);
    return counter.count(0, list.data(), 6, bits, stream);
  };
  Counts exact;
  for (const std::uint64_t cost : costs) ++exact[cost];
  expect_same(count(Tally::exact), tally_of(exact, true));
  const std::uint64_t beyond = std::bit_cast<std::uint64_t>(std::nextafter(1.9, 2.0));
  Tally rounded = tally_of(
      {{std::bit_cast<std::uint64_t>(1.0), 3}, {beyond, 2}, {std::bit_cast<std::uint64_t>(3.0), 1}},
      true);
  rounded.bits = 1;
  expect_same(count(1), rounded);
}

TEST_P(Lists, StayExactUnderASecondLook) {
  constexpr std::uint32_t length = 3000;
  const Case of{true, 1e3, 1, {}, 0};
  const Look look({}, 0.5, {2, 1, 8});
  ListCounter counter({std::make_shared<const CostGrid>(true, look)});
  counter.reserve(length);
  const std::vector<std::uint64_t> costs = random_costs(of, length, 1);
  Counts counts;
  for (const std::uint64_t cost : costs) ++counts[cost];
  const DeviceBuffer<std::uint64_t> list(costs);
  const Tally found = counter.count(0, list.data(), length, Tally::exact, Stream());
  expect_same(found, tally_of(counts, true));
}

}  // namespace
}  // namespace brink::device
