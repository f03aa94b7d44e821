// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/tables/interval_method.hpp"

#include <gtest/gtest.h>

#include <string>

namespace brink {
namespace {

Config config(std::optional<double> half_width, Sampler sampler = Sampler::pixels) {
  Config config;
  config.stop_half_width = half_width;
  config.sampler = sampler;
  config.confidence = 0.9;
  return config;
}

TEST(IntervalMethod, IsNamed) {
  EXPECT_EQ(IntervalMethod(config({})).name(), std::string("clopper_pearson"));
  EXPECT_EQ(IntervalMethod(config(0.01)).name(), std::string("confidence_sequence"));
  EXPECT_EQ(IntervalMethod(config({}, Sampler::exhaustive)).name(), std::string("exact"));
}

TEST(IntervalMethod, IsClopperAndPearsonsWithoutStop) {
  for (const bool bracketed : {false, true}) {
    const Interval found = IntervalMethod(config({}))(3, 7, 20, bracketed);
    EXPECT_EQ(found.lower, clopper_pearson(3, 20, 0.9).lower);
    EXPECT_EQ(found.upper, clopper_pearson(7, 20, 0.9).upper);
  }
}

TEST(IntervalMethod, IsASequenceWithStop) {
  const IntervalMethod method(config(0.02));
  const ConfidenceSequence sequence(0.02, 0.9);
  const Interval found = method(300, 300, 1000, false);
  EXPECT_EQ(found.lower, sequence(300, 1000, 0.9).lower);
  EXPECT_EQ(found.upper, sequence(300, 1000, 0.9).upper);
  EXPECT_DOUBLE_EQ(method.half_width(300, 1000, false), (found.upper - found.lower) / 2);
}

// The ends come from two sequences, so each may fail with half of the risk only.
TEST(IntervalMethod, SplitsTheRiskOfABracket) {
  const IntervalMethod method(config(0.02));
  const ConfidenceSequence sequence(0.02, 0.9);
  const Interval found = method(300, 400, 1000, true);
  EXPECT_EQ(found.lower, sequence(300, 1000, 0.95).lower);
  EXPECT_EQ(found.upper, sequence(400, 1000, 0.95).upper);
  // Also if the ends happen to be equal: the counts must not choose the method.
  EXPECT_EQ(method(300, 300, 1000, true).upper, sequence(300, 1000, 0.95).upper);
}

}  // namespace
}  // namespace brink
