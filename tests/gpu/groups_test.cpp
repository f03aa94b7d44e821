// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "host/device/choice.hpp"
#include "host/device/engine.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/device/same_tallies.hpp"

namespace brink::device {
namespace {

/// Skips, visibly, where no device works.
class Gpu : public testing::Test {
 protected:
  void SetUp() override {
    const Choice choice = choose(Wish{});
    if (!choice.device) GTEST_SKIP() << "no GPU: " << choice.why_cpu;
    device_ = *choice.device;
  }
  void expect_same_as_cpu(const GroupJob& job, std::uint64_t first, std::uint64_t count,
                          const EngineSettings& settings = {}) {
    expect_same(device_runner(device_, settings)(job, first, count, {}),
                run_group(job, first, count, with_threads(2)), job);
  }

 private:
  Device device_;
};

/// Images to a thread, a warp, a block; every family of bit depths.
TEST_F(Gpu, EveryClassifierHasTheIntegersOfTheCpu) {
  for (const Shape shape :
       {Shape{1, 1, 1}, Shape{6, 3, 1}, Shape{40, 1, 1}, Shape{300, 1, 1}, Shape{7, 1, 2},
        Shape{33, 1, 5}, Shape{100, 1, 8}, Shape{8, 1, 13}, Shape{20, 1, 16}}) {
    SCOPED_TRACE(testing::Message() << "h=" << shape.h << " n=" << shape.n << " b=" << shape.b);
    TestGroup group(shape, 3);
    group.add_every_classifier();
    expect_same_as_cpu(group.job(), (std::uint64_t{1} << 32) - 700, 1500);
  }
}

TEST_F(Gpu, DeepClassesHaveTheIntegersOfTheCpu) {
  for (const Shape shape : {Shape{30, 1, 1}, Shape{25, 1, 4}, Shape{12, 1, 12}}) {
    TestGroup group(shape, 3);
    group.add_every_classifier(0.1);
    expect_same_as_cpu(group.job(), 0, 1000);
  }
}

/// A space of 2^16 images, each once.
TEST_F(Gpu, ExhaustiveSpaces) {
  TestGroup group({4, 1, 1}, 1, true);
  group.add_every_classifier();
  expect_same_as_cpu(group.job(), 0, 1 << 16);
}

TEST_F(Gpu, DrawnLevelCounts) {
  for (const Shape shape :
       {Shape{64, 1, 1}, Shape{1000, 1, 4}, Shape{300, 1, 8}, Shape{100, 1, 13}}) {
    TestGroup group(shape, 9);
    group.add("brightness", 0);
    group.add("majority_bit", 0);
    group.add("parity", 0);
    GroupJob job = group.job();
    job.multinomial = true;
    expect_same_as_cpu(job, 100, 1000);
  }
}

TEST_F(Gpu, Networks) {
  TestGroup group({8, 1, 3}, 9);
  group.add("network", 0);
  expect_same_as_cpu(group.job(), 0, 100);
}

/// Many batches, with costs in tables, in lists that Thrust counts, and in both.
TEST_F(Gpu, TablesAndLists) {
  TestGroup group({6, 1, 8}, 4);
  group.add("dictator", 0);
  group.add("brightness", 0);
  group.add("halfspace", 0, "binomial");
  EngineSettings settings;
  settings.most_batch = 20000;
  for (const std::uint64_t most_costs : {0, 40, 1 << 20}) {
    settings.most_costs = most_costs;
    expect_same_as_cpu(group.job(), 10, 150000, settings);
  }
}

}  // namespace
}  // namespace brink::device
