// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/counts_pass.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/cpu/test_group.hpp"
#include "tests/device/same_as_cpu.hpp"

namespace brink::device {
namespace {

/// One cell of each class that the sampler accepts. With a depth above 0 images lie so deep in
/// their class that most need wider windows.
GroupJob counted(TestGroup& group, double depth) {
  const Shape& shape = group.job().source.shape;
  const auto pixels = static_cast<double>(shape.pixels());
  const double top = shape.top_level();
  const auto below = [&](double largest) { return -static_cast<std::int64_t>(depth * largest); };
  group.add("brightness", below(pixels * top));
  group.add("majority_bit", below(pixels));
  for (const char* type : {"parity", "top_bit_parity", "dictator"}) group.add(type, 0);
  group.add("corner", static_cast<std::int64_t>(top * top / 2));
  group.add("hamming_ball", static_cast<std::int64_t>(pixels - pixels / shape.levels()));
  for (const char* kind : {"rademacher", "sparse", "binomial", "uniform"}) {
    group.add("halfspace", below(0.5 * pixels * top), kind);
  }
  GroupJob job = group.job();
  job.counts = true;
  return job;
}

class CountsPass : public EveryExecution {};
INSTANTIATE_TEST_SUITE_P(Schedules, CountsPass, every_execution());

/// Dense counts and lists, windows that suffice and such that do not.
TEST_P(CountsPass, HasTheIntegersOfTheCpu) {
  for (const Shape& shape : {Shape{1, 1, 1}, Shape{40, 1, 1}, Shape{30, 2, 4}, Shape{100, 1, 8},
                             Shape{5, 1, 9}, Shape{3, 1, 16}}) {
    for (const double depth : {0.0, 0.1}) {
      if (depth > 0 && shape.pixels() > 5000) continue;  // most images would be drawn to the end
      SCOPED_TRACE(testing::Message() << "n=" << shape.n << " b=" << shape.b << " " << depth);
      TestGroup group(shape, 9);
      const GroupJob job = counted(group, depth);
      const auto found = expect_same_as_cpu(job, 100, 50);
      if (shape.n > 1) {
        EXPECT_GT(found[0].in_class, 5u);
      }
    }
  }
}

/// Images that the first windows left open belong to the batch of their slot.
TEST_P(CountsPass, GoesOnInSeveralBatches) {
  EngineSettings settings;
  settings.most_batch = 30;
  TestGroup group({9, 1, 6}, 2);
  const GroupJob job = counted(group, 0.1);
  expect_same_as_cpu(job, (std::uint64_t{1} << 32) - 60, 130, settings);
}

/// What a range left open in either slot is forgotten before the next range uses that slot.
TEST_P(CountsPass, GoesOnWithAnotherRange) {
  EngineSettings settings;
  settings.most_batch = 20;
  const Shape shape{9, 1, 6};
  TestGroup group(shape, 2);
  group.add("brightness", -static_cast<std::int64_t>(shape.pixels() * shape.top_level() / 10));
  GroupJob job = group.job();
  job.counts = true;
  for (const bool deferred : {false, true}) {
    defer_streams(deferred);
    const GroupRunner runner = device_runner(test_device(), settings);
    for (const std::uint64_t first : {0, 40, 80}) {
      SCOPED_TRACE(testing::Message() << first << (deferred ? " deferred" : ""));
      expect_same(runner(job, first, 40, {}), run_group(job, first, 40, {}), job);
    }
  }
}

using CountsPassAlone = DeviceTest;

TEST_F(CountsPassAlone, RefusesClassesThatSeeWholeImages) {
  TestGroup group({8, 1, 2});
  group.add("hash", 0);
  GroupJob job = group.job();
  job.counts = true;
  EXPECT_THROW(device_runner(test_device())(job, 0, 1, {}), std::invalid_argument);
}

}  // namespace
}  // namespace brink::device
