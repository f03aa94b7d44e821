// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/engine.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "host/error.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/device/same_as_cpu.hpp"

namespace brink::device {
namespace {

/// Cells of every kind of sink: exact and bracketed, integer and real costs.
void add_mixture(TestGroup& group) {
  group.add("dictator", 0);
  const Shape& shape = group.job().source.shape;
  group.add("corner", host_class("corner").build({}, shape).threshold);
  group.add("brightness", 0);
  group.add("halfspace", 0, "binomial");
}

class Engine : public EveryExecution {};
INSTANTIATE_TEST_SUITE_P(Schedules, Engine, every_execution());

TEST_P(Engine, HasTheIntegersOfTheCpu) {
  for (const Shape shape : {Shape{1, 1, 1}, Shape{5, 3, 1}, Shape{7, 1, 5}, Shape{6, 1, 16}}) {
    SCOPED_TRACE(testing::Message() << "n=" << shape.n << " b=" << shape.b);
    TestGroup group(shape, 3);
    add_mixture(group);
    const auto found = expect_same_as_cpu(group.job(), (std::uint64_t{1} << 32) - 50, 200);
    EXPECT_GT(found[0].in_class, 50u);
  }
}

/// Costs only in tables, only in lists, and in both, over many batches.
TEST_P(Engine, TakesCostsInTablesAndLists) {
  TestGroup group({6, 1, 6}, 4);
  add_mixture(group);
  for (const std::uint64_t most_costs : {0, 1, 40, 1000, 1 << 20}) {
    for (const bool deferred : {false, true}) {
      SCOPED_TRACE(testing::Message() << most_costs << (deferred ? " deferred" : ""));
      defer_streams(deferred);
      EngineSettings settings;
      settings.most_costs = most_costs;
      settings.most_batch = 60;
      expect_same_as_cpu(group.job(), 10, 250, settings);
    }
  }
}

/// Many costs are rounded to few by the CPU's rule, both from tables and from lists.
TEST_P(Engine, BoundsTalliesAsTheCpuDoes) {
  TestGroup group({6, 1, 16}, 4);
  add_mixture(group);
  group.bound_tallies(30, {1e2, 1e4, 1e6});
  for (const std::uint64_t most_costs : {0, 1 << 20}) {
    EngineSettings settings;
    settings.most_costs = most_costs;
    settings.most_batch = 60;
    auto found = expect_same_as_cpu(group.job(), 10, 250, settings);
    EXPECT_LT(found[1].upper[1].tally().bits, Tally::exact);
  }
}

TEST_P(Engine, CountsLongListsOnTheDevice) {
  constexpr std::uint64_t more_than_a_few_costs = 10000;
  TestGroup group({2, 1, 8}, 4);
  group.add("dictator", 0);
  EngineSettings settings;
  settings.most_costs = 0;
  const auto found = expect_same_as_cpu(group.job(), 0, 2 * more_than_a_few_costs, settings);
  EXPECT_NEAR(static_cast<double>(found[0].in_class), more_than_a_few_costs, 500);
}

/// Lists of doubles and of wide integers, with more different costs than a tally may have, and with
/// radii between them. From the second batch on, the tallies of the lists are already rounded.
TEST_P(Engine, RoundsLongListsOnTheDevice) {
  constexpr std::uint64_t more_than_a_few_costs = 4500;
  TestGroup group({2, 1, 10}, 4);
  group.add("corner", 1700000);
  group.bound_tallies(200, {10, 300, 2e3, 1e5, 1e6});
  EngineSettings settings;
  settings.most_costs = 0;
  settings.most_batch = more_than_a_few_costs;
  auto found = expect_same_as_cpu(group.job(), 0, 3 * more_than_a_few_costs, settings);
  EXPECT_GT(found[0].in_class, 12500u) << "so the lists are long";
  constexpr std::size_t real = 1, wide = 4;  // p = 0.5, p = 2
  for (const std::size_t p : {real, wide}) {
    EXPECT_LT(found[0].upper[p].tally().bits, Tally::exact);
  }
}

/// Tables are emptied before their counts could overflow, also in the middle of a range.
TEST_P(Engine, DrainsBeforeACountOverflows) {
  TestGroup group({6, 1, 2}, 4);
  add_mixture(group);
  EngineSettings settings;
  settings.most_batch = 30;
  for (const std::uint64_t most : {30, 50, 60, 100}) {
    settings.most_undrained = most;
    for (const bool deferred : {false, true}) {
      defer_streams(deferred);
      expect_same_as_cpu(group.job(), 5, 290, settings);
    }
  }
}

TEST_P(Engine, GoesOnWithOtherImagesAndOtherCells) {
  TestGroup one({5, 1, 3}, 4), other({5, 1, 3}, 5);
  add_mixture(one);
  add_mixture(other);
  const GroupRunner runner = device_runner(test_device());
  for (const std::uint64_t first : {0, 100, 37}) {
    expect_same(runner(one.job(), first, 100, {}), run_group(one.job(), first, 100, {}), one.job());
  }
  expect_same(runner(other.job(), 0, 100, {}), run_group(other.job(), 0, 100, {}), other.job());
  // This happens with [stop]: first fewer cells, then other thresholds.
  GroupJob fewer = one.job();
  fewer.cells.erase(fewer.cells.begin());
  expect_same(runner(fewer, 0, 100, {}), run_group(fewer, 0, 100, {}), fewer);
  fewer.cells[0].plan.threshold += 5;
  expect_same(runner(fewer, 0, 100, {}), run_group(fewer, 0, 100, {}), fewer);
}

using EngineLimits = DeviceTest;

TEST_F(EngineLimits, NoImagesAreNoCosts) {
  TestGroup group({5, 1, 3}, 4);
  add_mixture(group);
  expect_same_as_cpu(group.job(), 7, 0);
}

TEST_F(EngineLimits, TellsHowFarItIs) {
  TestGroup group({5, 1, 3}, 4);
  add_mixture(group);
  EngineSettings settings;
  settings.most_batch = 30;
  std::vector<std::uint64_t> told;
  GroupOptions options;
  options.progress = [&](std::uint64_t images) { told.push_back(images); };
  std::uint64_t in_flight = 0;
  options.in_flight = [&](std::uint64_t images) { in_flight = images; };
  device_runner(test_device(), settings)(group.job(), 0, 100, options);
  EXPECT_EQ(told, (std::vector<std::uint64_t>{25, 25, 25, 25}));  // batches of equal size
  EXPECT_EQ(in_flight, 60u);                                      // two batches
}

/// A cancelled range leaves nothing behind, so that the next range is right.
TEST_F(EngineLimits, GivesUpBetweenBatches) {
  TestGroup group({5, 1, 1}, 4);
  add_mixture(group);
  EngineSettings settings;
  settings.most_batch = 30;
  settings.most_costs = 20;
  const GroupRunner runner = device_runner(test_device(), settings);
  for (const bool deferred : {false, true}) {
    defer_streams(deferred);
    std::atomic<bool> cancelled = false;
    std::uint64_t done = 0;
    GroupOptions options;
    options.cancelled = &cancelled;
    options.progress = [&](std::uint64_t images) {
      done += images;
      cancelled = true;
    };
    EXPECT_TRUE(runner(group.job(), 0, 3000, options).empty());
    EXPECT_LE(done, 2u * 30);
    EXPECT_TRUE(runner(group.job(), 0, 100, options).empty());
    expect_same(runner(group.job(), 0, 100, {}), run_group(group.job(), 0, 100, {}), group.job());
  }
}

TEST_F(EngineLimits, AFailureEndsTheGroupButNotTheRunner) {
  TestGroup group({5, 1, 3}, 4);
  add_mixture(group);
  const GroupRunner runner = device_runner(test_device());
  GroupOptions options;
  options.progress = [](std::uint64_t) { throw Error(Exit::failed, "disk full"); };
  EXPECT_THROW(runner(group.job(), 0, 100, options), Error);
  expect_same(runner(group.job(), 0, 100, {}), run_group(group.job(), 0, 100, {}), group.job());
}

}  // namespace
}  // namespace brink::device
