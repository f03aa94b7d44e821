// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// The stop flag: a batch that would take minutes ends soon after its range was cancelled. No time
// is measured. Without the flag these tests would run until ctest ends them.
#include "host/device/stop_flag.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/cpu/test_group.hpp"
#include "tests/device/same_as_cpu.hpp"

namespace brink::device {
namespace {

using Stop = DeviceTest;

/// Cancels a range while its first batch is in work, and then asks for a range of few images of
/// other cells, which must be right.
void expect_early_end(const GroupJob& job, std::uint64_t count) {
  TestGroup after({5, 1, 3}, 4);
  after.add("brightness", 0);
  after.add("halfspace", 0, "binomial");
  const GroupRunner runner = device_runner(test_device());
  std::atomic<bool> cancelled = false;
  std::uint64_t done = 0;
  std::thread user;
  GroupOptions options;
  options.cancelled = &cancelled;
  options.progress = [&](std::uint64_t images) { done += images; };
  options.in_flight = [&](std::uint64_t) {
    user = std::thread([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      cancelled = true;
    });
  };
  EXPECT_TRUE(runner(job, 0, count, options).empty());
  user.join();
  EXPECT_LT(done, count);
  expect_same(runner(after.job(), 0, 100, {}), run_group(after.job(), 0, 100, {}), after.job());
}

TEST_F(Stop, EndsABatchOfSearches) {
  limit_multiprocessors(132);
  TestGroup group({24, 1, 8}, 4);
  ClassifierConfig config;
  config.name = config.type = "network";
  group.add(config, 0);
  expect_early_end(group.job(), std::uint64_t{1} << 40);
}

TEST_F(Stop, EndsABatchOfWholeImages) {
  limit_multiprocessors(132);
  for (const char* const type : {"hash", "voronoi"}) {
    TestGroup group({64, 1, 8}, 4);
    group.add(type, 0);
    expect_early_end(group.job(), std::uint64_t{1} << 40);
  }
}

TEST_F(Stop, EndsABatchOfLargeImages) {
  limit_multiprocessors(132);
  for (const std::uint32_t b : {1u, 8u}) {
    TestGroup group({2048, 1, b}, 4);
    group.add("brightness", 0);
    expect_early_end(group.job(), std::uint64_t{1} << 40);
  }
}

TEST_F(Stop, EndsABatchOfImagesOfFewPixels) {
  limit_multiprocessors(132);
  for (const auto& [n, b] : {std::pair{8u, 1u}, {4u, 4u}, {200u, 1u}}) {
    TestGroup group({n, 1, b}, 4);
    group.add("brightness", 0);
    expect_early_end(group.job(), std::uint64_t{1} << 40);
  }
}

TEST_F(Stop, EndsABatchOfUnequalWeights) {
  limit_multiprocessors(132);
  for (const auto& [n, b] : {std::pair{512u, 4u}, {5u, 16u}, {300u, 12u}}) {
    TestGroup group({n, 1, b}, 4);
    group.add("halfspace", 0, "binomial");
    expect_early_end(group.job(), std::uint64_t{1} << 40);
  }
}

/// Ranges that nobody cancels are whole, also while somebody could.
TEST_F(Stop, LeavesOthersAlone) {
  TestGroup group({5, 1, 3}, 4);
  group.add("brightness", 0);
  group.add("hash", 0);
  std::atomic<bool> cancelled = false;
  GroupOptions options;
  options.cancelled = &cancelled;
  const GroupRunner runner = device_runner(test_device());
  for (const std::uint64_t first : {0, 200}) {
    expect_same(runner(group.job(), first, 200, options), run_group(group.job(), first, 200, {}),
                group.job());
  }
}

TEST_F(Stop, TheWatcherRaisesTheFlagOnce) {
  std::atomic<bool> cancelled = false;
  const StopFlag flag;
  EXPECT_FALSE(flag.raised());
  EXPECT_EQ(*flag.word(), 0u);
  { const StopWatcher watcher(&cancelled, flag); }
  EXPECT_FALSE(flag.raised());
  { const StopWatcher watcher(nullptr, flag); }
  EXPECT_FALSE(flag.raised());
  {
    StopWatcher watcher(&cancelled, flag);
    cancelled = true;
    watcher.end();  // the watcher looks once more
  }
  EXPECT_TRUE(flag.raised());
  EXPECT_NE(*flag.word(), 0u);
}

}  // namespace
}  // namespace brink::device
