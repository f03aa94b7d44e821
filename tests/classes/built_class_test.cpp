// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/classes/host_class.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "host/cpu/draw/weight_stream.hpp"
#include "tests/theory/tiny_space.hpp"

namespace brink {
namespace {

ClassifierConfig classifier(const std::string& type, double coverage,
                            const std::string& kind = "rademacher") {
  ClassifierConfig config;
  config.name = config.type = type;
  config.coverage = coverage;
  config.weights = kind;
  config.seed = 5;
  config.density = 0.4;
  return config;
}

/// The scores of all q^N images (docs/spec/classes.md), ascending.
std::vector<std::int64_t> all_scores(const TinySpace& space, const ClassifierConfig& config) {
  const Shape& shape = space.shape();
  const auto weight = weights(config, shape), centre = centre_levels(config, shape);
  std::vector<std::int64_t> scores;
  for (std::size_t x = 0; x < space.images(); ++x) {
    std::int64_t score = 0;
    for (std::uint64_t i = 0; i < shape.pixels(); ++i) {
      const std::int64_t level = space.level(x, i);
      const std::int64_t centred = 2 * level - shape.top_level();
      if (config.type == "brightness") score += centred;
      if (config.type == "halfspace") score += weight[i] * centred;
      if (config.type == "majority_bit") score += level >= shape.levels() / 2 ? 1 : -1;
      if (config.type == "hamming_ball") score += level != centre[i];
    }
    scores.push_back(score);
  }
  std::sort(scores.begin(), scores.end());
  return scores;
}

constexpr double coverages[] = {0.5, 0.3, 0.25, 0.1, 1e-9};
constexpr double rounding = 1e-15;

class ThresholdOf : public testing::TestWithParam<Shape> {};
INSTANTIATE_TEST_SUITE_P(Spaces, ThresholdOf,
                         testing::Values(Shape{1, 1, 1}, Shape{3, 1, 1}, Shape{1, 15, 1},
                                         Shape{2, 1, 2}, Shape{1, 8, 2}, Shape{2, 1, 3},
                                         Shape{2, 1, 4}, Shape{1, 3, 5}, Shape{1, 2, 8},
                                         Shape{1, 1, 16}));

/// T must be the least integer from 0 on for which the share of images above it does not exceed
/// the wanted coverage.
void expect_least_threshold(const Shape& shape, const ClassifierConfig& config) {
  SCOPED_TRACE(testing::Message() << config.type << ' ' << config.weights << ' '
                                  << config.coverage);
  const auto scores = all_scores(TinySpace(shape), config);
  const auto share_above = [&](std::int64_t t) {
    const auto above = scores.end() - std::upper_bound(scores.begin(), scores.end(), t);
    return static_cast<double>(above) / static_cast<double>(scores.size());
  };
  std::int64_t least = 0;
  while (share_above(least) > config.coverage) ++least;
  const BuiltClass built = host_class(config.type).build(config, shape);
  EXPECT_EQ(built.threshold, least);
  ASSERT_TRUE(built.coverage.has_value());
  EXPECT_NEAR(*built.coverage, share_above(least), rounding);
  EXPECT_FALSE(built.method.empty());
}

TEST_P(ThresholdOf, TheLeastWhoseShareIsNotAboveTheCoverage) {
  for (const double coverage : coverages) {
    expect_least_threshold(GetParam(), classifier("brightness", coverage));
    expect_least_threshold(GetParam(), classifier("majority_bit", coverage));
    for (const char* kind : {"rademacher", "binomial", "uniform", "sparse"}) {
      expect_least_threshold(GetParam(), classifier("halfspace", coverage, kind));
    }
  }
}

TEST_P(ThresholdOf, TheLargestBallNotAboveTheCoverage) {
  const Shape shape = GetParam();
  for (const double coverage : coverages) {
    const ClassifierConfig config = classifier("hamming_ball", coverage);
    const auto scores = all_scores(TinySpace(shape), config);
    const auto share_within = [&](std::int64_t rho) {
      const auto within = std::upper_bound(scores.begin(), scores.end(), rho) - scores.begin();
      return static_cast<double>(within) / static_cast<double>(scores.size());
    };
    std::int64_t rho = -1;
    while (share_within(rho + 1) <= coverage) ++rho;
    const BuiltClass built = host_class(config.type).build(config, shape);
    EXPECT_EQ(built.threshold, rho) << coverage;
    ASSERT_TRUE(built.coverage.has_value());
    EXPECT_NEAR(*built.coverage, share_within(rho), rounding);
  }
}

TEST(CellClass, ExactHalvesTakeNoThreshold) {
  for (const char* type : {"dictator", "parity"}) {
    const BuiltClass built = host_class(type).build(classifier(type, 0.5), {5, 3, 8});
    EXPECT_EQ(built.threshold, 0);
    EXPECT_EQ(built.coverage, 0.5);
    EXPECT_TRUE(built.weights.empty());
  }
}

TEST(CellClass, OnlyCountingTellsTheSharesOfHashAndVoronoi) {
  for (const char* type : {"hash", "voronoi"}) {
    const BuiltClass built = host_class(type).build(classifier(type, 0.5), {5, 3, 8});
    EXPECT_EQ(built.threshold, 0);
    EXPECT_FALSE(built.coverage.has_value());
    EXPECT_EQ(built.method, "no threshold; the coverage is measured");
  }
}

TEST(CellClass, CountsTheWeightsOfAHalfSpace) {
  const Shape shape{12, 2, 3};
  const ClassifierConfig config = classifier("halfspace", 0.5, "uniform");
  std::map<std::uint32_t, std::uint64_t> counted;
  for (const std::int32_t weight : weights(config, shape)) {
    ++counted[static_cast<std::uint32_t>(std::abs(weight))];
  }
  EXPECT_EQ(host_class(config.type).build(config, shape).weights, counted);
}

}  // namespace
}  // namespace brink
