// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/score_law.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "tests/theory/exact_law.hpp"

namespace brink {
namespace {

/// The scores of all q^N images, one after another, by their definition.
std::vector<std::int64_t> all_scores(std::uint32_t levels, const std::vector<int>& weights) {
  std::vector<std::int64_t> scores;
  std::vector<std::uint32_t> image(weights.size(), 0);
  while (true) {
    std::int64_t score = 0;
    for (std::size_t i = 0; i < image.size(); ++i) {
      score += weights[i] * (2 * static_cast<std::int64_t>(image[i]) - (levels - 1));
    }
    scores.push_back(score);
    std::size_t i = 0;
    while (i < image.size() && ++image[i] == levels) image[i++] = 0;
    if (i == image.size()) return scores;
  }
}

struct Space {
  std::uint32_t levels;
  std::vector<int> weights;
};

class EveryImage : public testing::TestWithParam<Space> {};

TEST_P(EveryImage, ProbabilitiesAndThresholdsAreCounted) {
  const auto& [levels, weights] = GetParam();
  std::vector<std::int64_t> scores = all_scores(levels, weights);
  std::sort(scores.begin(), scores.end());
  std::vector<WeightCount> classes;
  for (int w : weights) classes.push_back({static_cast<std::uint32_t>(std::abs(w)), 1});
  const ScoreLaw law(levels, classes);
  const auto images = static_cast<double>(scores.size());
  const auto count_above = [&](std::int64_t t) {
    return scores.end() - std::upper_bound(scores.begin(), scores.end(), t);
  };
  const std::int64_t largest = scores.back();
  for (std::int64_t t = -largest - 3; t <= largest + 3; ++t) {
    EXPECT_EQ(law.above(t), static_cast<double>(count_above(t)) / images) << t;
  }
  // Coverages between and exactly at the attained ones (dyadic, so no rounding),
  // and just below them.
  for (double coverage : {0.5, 0.3, 0.25, 0.125, 0.1, 0.0625, 0.01, 1e-9}) {
    for (double wanted : {coverage, std::nextafter(coverage, 0.0)}) {
      std::int64_t least = 0;
      while (static_cast<double>(count_above(least)) > wanted * images) ++least;
      EXPECT_EQ(law.least_threshold(wanted), least) << wanted;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(TinySpaces, EveryImage,
                         testing::Values(Space{2, {1}}, Space{2, {1, 1, 1, 1}},
                                         Space{2, {1, -1, 1, 1, -1}}, Space{2, {2, -4, 6}},
                                         Space{2, {3, 5, -7, 1, 1, 2}}, Space{4, {1, 1, 1}},
                                         Space{4, {1, 0, -2, 0, 3}}, Space{4, {6, -9, 15}},
                                         Space{8, {7, -3, 1, 4}}, Space{16, {1, 1, 1, 1}},
                                         Space{16, {127, -126, 1}}, Space{256, {5, -2}},
                                         Space{4096, {3}}, Space{65536, {1}}));

TEST(ScoreLaw, AlwaysZeroWithoutWeights) {
  for (const auto& weights : {std::vector<WeightCount>{}, {{0, 5}}, {{3, 0}, {0, 1}}}) {
    const ScoreLaw law(16, weights);
    EXPECT_EQ(law.above(-1), 1);
    EXPECT_EQ(law.above(0), 0);
    EXPECT_EQ(law.least_threshold(0.3), 0);
    EXPECT_EQ(law.method(), "the score is always 0");
  }
}

TEST(ScoreLaw, EqualWeightsAreAddedAndOrderDoesNotMatter) {
  const ScoreLaw one(4, {{3, 40}, {0, 9}, {1, 70}, {3, 5}});
  const ScoreLaw other(4, {{1, 70}, {3, 45}});
  for (std::int64_t t = -300; t < 300; ++t) EXPECT_EQ(one.above(t), other.above(t));
}

TEST(ScoreLaw, CommonFactorOnlyScales) {
  for (std::uint64_t count : {10, 2000}) {
    const ScoreLaw plain(8, {{1, count}, {3, count}});
    const ScoreLaw scaled(8, {{5, count}, {15, count}});
    EXPECT_EQ(scaled.least_threshold(0.3), 5 * plain.least_threshold(0.3));
    for (std::int64_t t : {-101, -100, -1, 0, 1, 4, 5, 9, 10, 54, 55, 56}) {
      const auto floor = static_cast<std::int64_t>(std::floor(static_cast<double>(t) / 5));
      EXPECT_EQ(scaled.above(t), plain.above(floor)) << t;
    }
  }
}

TEST(ScoreLaw, RoundingDoesNotLoseATie) {
  // Above 126 are exactly the images whose two heavy bits are 1; the law is
  // inverted, as there are 2^128 images.
  const ScoreLaw law(2, {{127, 2}, {1, 126}});
  const std::int64_t threshold = law.least_threshold(0.25);
  EXPECT_LE(threshold, 126);
  EXPECT_NEAR(law.above(threshold), 0.25, 1e-14);
  EXPECT_EQ(law.least_threshold(0.2499) / 100, 2);  // 254 less a few standard deviations
}

TEST(ScoreLaw, RefusesWhatIsOutOfRange) {
  EXPECT_THROW(ScoreLaw(3, {{1, 1}}), std::invalid_argument);
  EXPECT_THROW(ScoreLaw(1, {{1, 1}}), std::invalid_argument);
  EXPECT_THROW(ScoreLaw(131072, {{1, 1}}), std::invalid_argument);
  EXPECT_THROW(ScoreLaw(2, {{1024, 1}}), std::invalid_argument);
  EXPECT_THROW(ScoreLaw(2, {{1, 0xffffffff}, {2, 1}}), std::invalid_argument);
  const ScoreLaw law(2, {{1, 9}});
  EXPECT_THROW(law.least_threshold(0), std::invalid_argument);
  EXPECT_THROW(law.least_threshold(1.5), std::invalid_argument);
}

/// The largest images of level counts: the lattice's Gaussian law, whose relative
/// corrections are of order 1/N.
TEST(ScoreLaw, IsGaussianForTheLargestCounts) {
  for (const std::uint32_t levels : {2u, 256u, 65536u}) {
    const std::uint64_t pixels = 65535ull * 65535;
    const ScoreLaw law(levels, {{1, pixels}});
    const double sigma = std::sqrt(static_cast<double>(pixels) * (std::pow(levels, 2.0) - 1) / 3);
    for (const double z : {0.0, 0.5, 1.7, 3.0, 5.0}) {
      // Scores have the parity of N (q-1), odd here, and spacing 2.
      const std::int64_t score = 2 * static_cast<std::int64_t>(z * sigma / 2) + 1;
      const double between = static_cast<double>(score + 1) / sigma;
      EXPECT_NEAR(law.above(score), std::erfc(between / std::sqrt(2)) / 2, 1e-9) << levels << z;
    }
    EXPECT_EQ(law.least_threshold(0.5), 0);
  }
}

/// Spaces too large to enumerate, against integers of any size.

struct Mixture {
  std::uint32_t levels;
  std::vector<WeightCount> weights;
};

class MidSize : public testing::TestWithParam<Mixture> {};

TEST_P(MidSize, AgreesWithIntegerConvolution) {
  const auto& [levels, weights] = GetParam();
  const ExactLaw exact(levels, weights);
  const ScoreLaw law(levels, weights);
  const std::int64_t step = std::max<std::int64_t>(1, exact.largest() / 500);
  for (std::int64_t t = -exact.largest() - 2; t <= exact.largest() + 2; t += step) {
    EXPECT_NEAR(law.above(t), exact.above(t).convert_to<double>(), 1e-15) << t;
  }
  for (double coverage : {0.5, 0.4999, 0.3, 0.25, 0.1, 0.05, 1e-3, 1e-6, 1e-9}) {
    EXPECT_EQ(law.least_threshold(coverage), exact.least_threshold(coverage)) << coverage;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Mixtures, MidSize,
    testing::Values(
        Mixture{2, {{1, 25}}}, Mixture{2, {{1, 62}}}, Mixture{2, {{1, 63}}}, Mixture{2, {{1, 126}}},
        Mixture{2, {{1, 127}}}, Mixture{2, {{1, 1088}}}, Mixture{2, {{1, 1089}}},
        Mixture{4, {{1, 25}}}, Mixture{8, {{1, 75}}}, Mixture{16, {{1, 49}}},
        Mixture{256, {{1, 25}}}, Mixture{1024, {{1, 12}}}, Mixture{1024, {{1, 13}}},
        // Weights of one parity and of both; few pixels of weight 1, or none.
        Mixture{2, {{1, 300}, {2, 200}, {3, 100}}}, Mixture{2, {{2, 500}, {3, 1}}},
        Mixture{2, {{2, 3}, {3, 500}}}, Mixture{2, {{1, 1}, {64, 200}}},
        Mixture{2, {{126, 100}, {127, 100}}}, Mixture{4, {{0, 10}, {4, 90}, {6, 100}, {9, 3}}},
        Mixture{8, {{1, 2}, {5, 150}}}, Mixture{32, {{1, 1}, {2, 40}}},
        // halfspace, binomial: |popcount - 16| of 1089 pixels; uniform to 7.
        Mixture{2, {{0, 152}, {1, 288}, {2, 240}, {3, 180}, {4, 121}, {5, 63}, {6, 31}, {7, 14}}},
        Mixture{4, {{1, 33}, {2, 30}, {3, 29}, {4, 31}, {5, 30}, {6, 35}, {7, 28}}}));

}  // namespace
}  // namespace brink
