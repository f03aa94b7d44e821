// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/lookout.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <thread>

#include "tests/deadline.hpp"
#include "tests/result/same_cells.hpp"

namespace brink {
namespace {

void wait_for(const std::function<bool()>& condition) {
  const Deadline deadline;
  while (!condition() && !deadline.passed()) std::this_thread::yield();
  EXPECT_TRUE(condition());
}

/// A cell that is drawn in several slices.
Config config() {
  Config config;
  config.samples = 200'000;
  config.n = {16};
  config.bit_depth = {8};
  config.channels = {1};
  config.p = {1};
  ClassifierConfig classifier;
  classifier.name = classifier.type = "halfspace";  // a file contains its weights
  config.classifiers = {classifier};
  return config;
}

class LookoutTest : public testing::Test {
 protected:
  /// Runs the sweep. `in_slice` is called while slice `number` is drawn.
  Results run(int number, const std::function<void(const GroupOptions&)>& in_slice) {
    options.run_group = [=, slice = 0](const GroupJob& job, std::uint64_t first,
                                       std::uint64_t count, const GroupOptions& how) mutable {
      if (slice++ == number) in_slice(how);
      return run_group(job, first, count, how);
    };
    return run_sweep(config(), {"test", "test", "test"}, options);
  }

  RunOptions options;
};

TEST_F(LookoutTest, StateIsHandedOverWhileASliceIsDrawn) {
  std::atomic<bool> wanted{false};
  std::atomic<int> handed{0};
  std::vector<std::uint64_t> samples;
  std::uint64_t before = 0;
  options.wanted = &wanted;
  options.on_wanted = [&](const Results& found) {
    samples.push_back(found.cells[0].samples);
    ++handed;
  };
  options.state_due = [&](double) { return true; };
  options.on_state = [&](const Results& found) { before = found.cells[0].samples; };
  const Results whole = run_sweep(config(), {"test", "test", "test"}, RunOptions{});
  const Results results = run(1, [&](const GroupOptions&) {
    for (int request = 1; request <= 3; ++request) {
      wanted = true;
      wait_for([&] { return handed == request; });
    }
    EXPECT_EQ(samples, std::vector<std::uint64_t>(3, before));
    EXPECT_GT(before, 0u);
  });
  EXPECT_EQ(handed, 3);
  EXPECT_FALSE(wanted);
  expect_same_tallies(results.cells[0], whole.cells[0]);
}

TEST_F(LookoutTest, StateIsHandedOverBeforeAnythingIsDrawn) {
  std::atomic<bool> wanted{true};
  std::atomic<bool> handed{false};
  options.wanted = &wanted;
  options.on_wanted = [&](const Results& found) {
    EXPECT_FALSE(found.cells[0].begun());
    EXPECT_TRUE(found.images.empty());
    handed = true;
  };
  run(0, [&](const GroupOptions&) { wait_for([&] { return handed.load(); }); });
}

/// The first slice of a cell is expected to be brief, whatever the cost of an image.
TEST_F(LookoutTest, PatienceEndsWithASliceThatShouldHaveBeenBrief) {
  std::atomic<bool> interrupted{false};
  options.cancelled = &interrupted;
  options.patience = std::chrono::seconds(0);
  const Results results = run(0, [&](const GroupOptions& how) {
    ASSERT_NE(how.cancelled, nullptr);
    EXPECT_FALSE(how.cancelled->load());
    interrupted = true;
    wait_for([&] { return how.cancelled->load(); });
  });
  EXPECT_FALSE(results.cells[0].begun());
}

TEST_F(LookoutTest, BriefSlicesAreFinished) {
  std::atomic<bool> interrupted{false};
  options.cancelled = &interrupted;
  options.patience = long_enough;
  const Results results = run(0, [&](const GroupOptions&) { interrupted = true; });
  EXPECT_TRUE(results.cells[0].begun());
  EXPECT_FALSE(results.cells[0].done);
}

}  // namespace
}  // namespace brink
