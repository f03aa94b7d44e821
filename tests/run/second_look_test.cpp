// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/second_look.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

#include "host/run/runner.hpp"
#include "tests/result/same_cells.hpp"

namespace brink {
namespace {

/// So many images that a class holds more different costs than a tally.
Config rounded_config() {
  Config config;
  config.seed = 5;
  config.samples = 200'000;
  config.n = {4, 5};
  config.bit_depth = {1, 16};
  config.p = {0, 0.5, 0.7};
  config.quantiles = {0.1, 0.5, 0.9};
  ClassifierConfig classifier;
  classifier.name = classifier.type = "brightness";
  config.classifiers.push_back(classifier);
  return config;
}

TEST(SecondLook, ComesOnceAndAtRoundedTalliesOnly) {
  Results results = run_sweep(rounded_config(), {}, {});
  ASSERT_TRUE(lacks_second_look(results));
  std::vector<std::vector<std::size_t>> looked;
  RunOptions options;
  options.threads = 2;
  options.run_group = [&](const GroupJob& job, std::uint64_t first, std::uint64_t count,
                          const GroupOptions& group_options) {
    looked.emplace_back();
    for (const NormLook& look : job.looks) looked.back().push_back(look.p);
    EXPECT_EQ(job.source.shape.b, 16u);
    EXPECT_EQ(count, 200'000u);
    return run_group(job, first, count, group_options);
  };
  int states = 0;
  options.on_state = [&](const Results&) { ++states; };
  EXPECT_TRUE(complete_second_look(results, options));
  EXPECT_EQ(looked, (std::vector<std::vector<std::size_t>>{{1, 2}, {1, 2}}));
  EXPECT_EQ(states, 2);
  EXPECT_FALSE(lacks_second_look(results));
  EXPECT_TRUE(complete_second_look(results, options));
  EXPECT_EQ(looked.size(), 2u);
}

TEST(SecondLook, KeepsWhatItHasWhenInterrupted) {
  Results results = run_sweep(rounded_config(), {}, {});
  std::atomic<bool> cancelled = false;
  RunOptions options;
  options.cancelled = &cancelled;
  options.run_group = [&](const GroupJob& job, std::uint64_t first, std::uint64_t count,
                          const GroupOptions& group_options) {
    cancelled = job.source.shape.n == 5;  // during the second shape
    return run_group(job, first, count, group_options);
  };
  EXPECT_FALSE(complete_second_look(results, options));
  EXPECT_TRUE(lacks_second_look(results));
  const auto refined = std::count_if(results.cells.begin(), results.cells.end(),
                                     [](const CellResult& cell) { return cell.refined(); });
  EXPECT_EQ(refined, 1);
  EXPECT_TRUE(complete_second_look(results, {}));
  Results undisturbed = run_sweep(rounded_config(), {}, {});
  EXPECT_TRUE(complete_second_look(undisturbed, {}));
  for (std::size_t i = 0; i < results.cells.size(); ++i) {
    expect_same_tallies(results.cells[i], undisturbed.cells[i]);
  }
}

}  // namespace
}  // namespace brink
