// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// Runs each kernel at one small shape. compute-sanitizer runs this test on a device, and slows it
// down a hundred times. tests/python/test_every_kernel.py checks that no kernel is missing.
#include <gtest/gtest.h>

#include "host/device/engine.hpp"
#include "tests/array_on_disk.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/device/level_passes.hpp"
#include "tests/device/same_as_cpu.hpp"
#include "tests/temporary_folder.hpp"

namespace brink::device {
namespace {

using EveryKernel = DeviceTest;

TEST_F(EveryKernel, OfNumbersOfOnes) {
  for (const Mapping mapping : {Mapping::thread, Mapping::warp, Mapping::block}) {
    // One class alone, and several that share the drawn words.
    for (const bool several : {false, true}) {
      TestGroup group({9, 1, 1}, 3);
      group.add("brightness", 0);
      if (several) group.add("halfspace", 0, "sparse");
      LevelPassRun run(group.job(), {mapping, 0, 1}, 40);
      expect_same(run.run(0, 80), run_group(group.job(), 0, 80, {}), group.job());
    }
  }
}

TEST_F(EveryKernel, OfLevelsByThreadsWarpsAndBlocks) {
  for (const Mapping mapping : {Mapping::thread, Mapping::warp, Mapping::block}) {
    const bool shared = mapping == Mapping::block;
    for (const Shape& shape : {Shape{11, 1, 3}, Shape{6, 1, 12}}) {
      TestGroup group(shape, 3);
      group.add("brightness", 0);
      group.add("hamming_ball", static_cast<std::int64_t>(shape.pixels() / 2));
      // Each class by itself, and both in one draw.
      for (const std::size_t clients : {1, 2}) {
        LevelPassRun run(group.job(), {mapping, shared ? 3u : 0u, 4, clients}, 10);
        EXPECT_EQ(run.size(), 3 - clients);
        expect_same(run.run(0, 20), run_group(group.job(), 0, 20, {}), group.job());
      }
    }
  }
}

/// Shared memory at b = 8, device memory at b = 16.
TEST_F(EveryKernel, OfASecondLookAtLevels) {
  for (const Shape& shape : {Shape{16, 1, 8}, Shape{66, 1, 16}}) {
    TestGroup group(shape, 3);
    const auto largest = static_cast<std::int64_t>(shape.pixels() * shape.top_level());
    group.add("brightness", -largest / 3);
    LevelPassRun run(group.job(), {Mapping::block, 1, 2}, 2);
    expect_same(run.run(0, 2), run_group(group.job(), 0, 2, {}), group.job());
  }
}

/// Bit planes, pairs in shared and in device memory, pairs in windows, and sorted caps.
TEST_F(EveryKernel, OfHalfSpaces) {
  for (const Shape& shape : {Shape{9, 1, 1}, Shape{16, 1, 3}, Shape{6, 1, 2}, Shape{5, 1, 10}}) {
    TestGroup group(shape, 3);
    group.add("halfspace", 0, "binomial");
    group.add("halfspace", 0, "uniform");
    expect_same_as_cpu(group.job(), 0, 20);
  }
  TestGroup large({256, 1, 11}, 3);
  large.add("halfspace", -2500 * 2047, "binomial");
  expect_same_as_cpu(large.job(), 0, 1);
}

TEST_F(EveryKernel, OfDrawnCounts) {
  for (const std::uint32_t b : {1u, 3u, 6u, 9u, 13u}) {
    TestGroup group({30, 1, b}, 9);
    group.add("brightness", 0);
    group.add("parity", 0);
    GroupJob job = group.job();
    job.multinomial = true;
    expect_same_as_cpu(job, 0, b > 12 ? 2 : 20);
  }
}

/// Images that are drawn before they are judged, in several batches.
TEST_F(EveryKernel, OfImagesThatAreNotUniform) {
  using Kind = Distribution::Kind;
  for (const Distribution& law :
       {Distribution{Kind::blocks, 3}, Distribution{Kind::smooth, 1, 6000},
        Distribution{Kind::ball, 1, 0, 3, 7, 20}}) {
    TestGroup group({9, 2, 5}, 3);
    for (const char* type : {"brightness", "hamming_ball", "dictator", "corner", "hash"}) {
      group.add(type, type == std::string("hamming_ball") ? 80 : 0);
    }
    group.add("halfspace", 0, "binomial");
    GroupJob job = group.job();
    job.source.distribution = law;
    EngineSettings settings;
    settings.most_batch = 3;
    expect_same_as_cpu(job, 5, 17, settings);
  }
}

TEST_F(EveryKernel, OfCountsThatEachClassDraws) {
  TestGroup group({12, 1, 5}, 9);
  group.add("brightness", -200);
  group.add("corner", 500);
  group.add("halfspace", -500, "binomial");
  GroupJob job = group.job();
  job.counts = true;
  expect_same_as_cpu(job, 0, 20);
}

TEST_F(EveryKernel, OfOneOrTwoPixelsAndOfWholeImages) {
  TestGroup group({6, 1, 4}, 3);
  group.add("corner", 140);
  for (const char* type : {"dictator", "hash", "voronoi", "network"}) group.add(type, 0);
  expect_same_as_cpu(group.job(), 0, 10);
}

TEST_F(EveryKernel, OfClassesFromAFile) {
  const TemporaryFolder folder;
  std::vector<std::int32_t> values(3 * 36);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<std::int32_t>(i * 40503 % 99) - 49;
  ClassifierConfig config;
  config.name = config.type = "linear";
  config.file = array_on_disk(folder / "w.npy", {3, 6, 6}, values);
  TestGroup group({6, 1, 4}, 3);
  group.add_as_it_is(config, 0);
  ClassifierConfig table;
  table.name = table.type = "table";
  for (std::int64_t level = 0; level < 16; ++level) table.scores.push_back(level * 7 % 16);
  group.add_as_it_is(table, 270);
  expect_same_as_cpu(group.job(), 0, 20);
}

/// A list is sorted and rounded on the device where it is long and has many different costs.
TEST_F(EveryKernel, OfListsOfCosts) {
  TestGroup group({2, 1, 8}, 4);
  group.add("corner", 104000);
  group.bound_tallies(20, {5, 100});
  EngineSettings settings;
  settings.most_costs = 0;
  expect_same_as_cpu(group.job(), 0, 5000, settings);
}

TEST_F(EveryKernel, ThatTriesADevice) { EXPECT_EQ(why_unusable(test_device()), ""); }

}  // namespace
}  // namespace brink::device
