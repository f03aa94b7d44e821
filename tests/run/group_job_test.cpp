// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/group_job.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace brink {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Config config_of(std::vector<double> p) {
  Config config;
  config.seed = 42;
  config.samples = 1000;
  config.p = std::move(p);
  for (const char* kind : {"rademacher", "sparse", "uniform", "binomial"}) {
    ClassifierConfig classifier;
    classifier.name = kind;
    classifier.type = "halfspace";
    classifier.weights = kind;
    config.classifiers.push_back(classifier);
  }
  ClassifierConfig dictator;
  dictator.name = dictator.type = "dictator";
  dictator.pixel = 3;
  config.classifiers.push_back(dictator);
  return config;
}

TEST(GroupJob, OneRuleForEachPAndOneCellForEachClassifier) {
  const Config config = config_of({0, 0.5, 1, 2, 9, infinity});
  SharedTables tables;
  const GroupJob job = make_group_job(config, {8, 1, 8}, tables);
  EXPECT_EQ(job.source.seed, 42u);
  EXPECT_FALSE(job.source.exhaustive);
  ASSERT_EQ(job.rules.size(), 6u);
  // Real where p is no integer, or 64 * 255^9 does not fit 64 bits.
  const bool real[] = {false, true, false, false, true, false};
  for (std::size_t p = 0; p < 6; ++p) {
    EXPECT_EQ(job.rules[p].norm.p, config.p[p]);
    EXPECT_EQ(job.rules[p].real, real[p]) << config.p[p];
    if (real[p]) {
      EXPECT_EQ(job.rules[p].powers[255].high, std::pow(255, config.p[p]));
    }
  }
  ASSERT_EQ(job.cells.size(), 5u);
  for (const CellJob& cell : job.cells) EXPECT_FALSE(cell.method.empty());
  EXPECT_EQ(job.cells[4].plan.pixel, 3u);
}

TEST(GroupJob, OnlyUnequalWeightsBracket) {
  const Config config = config_of({0, 0.5, 1, 1.5, 2, infinity});
  SharedTables tables;
  const GroupJob job = make_group_job(config, {8, 1, 4}, tables);
  const std::vector<bool> exact(6, false), open = {false, true, false, true, true, false};
  EXPECT_EQ(job.cells[0].bracket, exact);  // rademacher
  EXPECT_EQ(job.cells[1].bracket, exact);  // sparse
  EXPECT_EQ(job.cells[2].bracket, open);   // uniform
  EXPECT_EQ(job.cells[3].bracket, open);   // binomial
  EXPECT_EQ(job.cells[4].bracket, exact);  // dictator
}

TEST(GroupJob, OneWeightAboveZeroIsExact) {
  Config config = config_of({1.5});
  config.classifiers[2].max_weight = 1;  // uniform: -1, 0, 1
  SharedTables tables;
  const GroupJob job = make_group_job(config, {8, 1, 4}, tables);
  EXPECT_EQ(job.cells[2].weight, std::vector<std::uint32_t>{1});
  EXPECT_EQ(job.cells[2].bracket, std::vector<bool>{false});
}

TEST(GroupJob, ImagesOfACell) {
  Config config = config_of({1});
  EXPECT_EQ(images_per_cell(config, {100, 1, 8}), 1000u);
  config.sampler = Sampler::exhaustive;
  EXPECT_EQ(images_per_cell(config, {2, 1, 3}), 4096u);
  EXPECT_EQ(images_per_cell(config, {1, 2, 16}), std::uint64_t{1} << 32);
}

}  // namespace
}  // namespace brink
