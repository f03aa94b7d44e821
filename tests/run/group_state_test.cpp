// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/group_state.hpp"

#include <gtest/gtest.h>

#include <random>

#include "host/run/runner.hpp"

namespace brink {
namespace {

constexpr Shape shape{7, 2, 5};

Config config(Sampler sampler) {
  Config config;
  config.samples = 400;
  config.n = {shape.n};
  config.bit_depth = {shape.b};
  config.channels = {shape.h};
  config.sampler = sampler;
  config.first_image = 70;
  config.p = {0, 1.5, 2};
  for (const char* type : {"brightness", "majority_bit", "parity", "halfspace", "hamming_ball"}) {
    if (sampler == Sampler::multinomial && std::string(type).starts_with("ha")) continue;
    ClassifierConfig classifier;
    classifier.name = classifier.type = type;
    classifier.weights = "uniform";
    config.classifiers.push_back(classifier);
  }
  return config;
}

/// In how many parts a cell's images are computed, and by how many threads.
struct Cut {
  Sampler sampler;
  unsigned threads;
  std::uint64_t most;  ///< images of a slice; 0: a different number each time
};

class Slices : public testing::TestWithParam<Cut> {};

TEST_P(Slices, ChangeNoTally) {
  const auto [sampler, threads, most] = GetParam();
  const Config sweep = config(sampler);
  const Results whole = run_sweep(sweep, {}, {});
  SharedTables tables;
  const GroupJob group = make_group_job(sweep, shape, tables);
  std::mt19937_64 random(31);
  GroupState state(sweep, group, std::vector<CellResult>(sweep.classifiers.size()));
  GroupOptions options;
  options.threads = threads;
  std::uint64_t next = 0;
  while (!state.finished()) {
    EXPECT_EQ(state.images_left(), sweep.samples - next);
    const GroupState::Slice slice = state.next(most > 0 ? most : 1 + random() % 90);
    EXPECT_EQ(slice.first, next);
    EXPECT_EQ(slice.cells.size(), sweep.classifiers.size());
    next += slice.count;
    const auto found =
        run_group(state.job(slice), sweep.first_image + slice.first, slice.count, options);
    EXPECT_EQ(state.add(slice, found, 0.5), next == sweep.samples);
  }
  for (std::size_t c = 0; c < whole.cells.size(); ++c) {
    const CellResult cell = state.result(c);
    EXPECT_TRUE(cell.done);
    EXPECT_EQ(cell.in_class, whole.cells[c].in_class);
    for (std::size_t p = 0; p < cell.tallies.size(); ++p) {
      const CostTallies &a = cell.tallies[p], &b = whole.cells[c].tallies[p];
      EXPECT_EQ(a.upper.cost, b.upper.cost);
      EXPECT_EQ(a.upper.count, b.upper.count);
      ASSERT_EQ(a.lower.has_value(), b.lower.has_value());
      EXPECT_TRUE(!a.lower || (a.lower->cost == b.lower->cost && a.lower->count == b.lower->count));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(ThreadsAndSizes, Slices,
                         testing::Values(Cut{Sampler::pixels, 1, 1}, Cut{Sampler::pixels, 2, 1},
                                         Cut{Sampler::pixels, 1, 13}, Cut{Sampler::pixels, 2, 13},
                                         Cut{Sampler::pixels, 7, 13}, Cut{Sampler::pixels, 1, 0},
                                         Cut{Sampler::pixels, 2, 0}, Cut{Sampler::pixels, 7, 0},
                                         Cut{Sampler::pixels, 7, 1000},
                                         Cut{Sampler::multinomial, 1, 13},
                                         Cut{Sampler::multinomial, 7, 0},
                                         Cut{Sampler::counts, 7, 13}));

TEST(GroupState, TellsNothingOfCellsWithoutImages) {
  const Config sweep = config(Sampler::pixels);
  SharedTables tables;
  const GroupJob group = make_group_job(sweep, shape, tables);
  GroupState state(sweep, group, std::vector<CellResult>(sweep.classifiers.size()));
  EXPECT_FALSE(state.result(0).begun());
  EXPECT_TRUE(state.result(0).tallies.empty());
  EXPECT_FALSE(state.finished());
}

}  // namespace
}  // namespace brink
