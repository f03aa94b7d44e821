// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/report/prediction.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <memory>

namespace brink {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

double median_of_brightness(const Shape& shape, double p) {
  const auto sum = std::make_shared<const LevelSum>(shape.pixels(), shape.levels());
  return brightness_distance(shape, p, median_moves(HalfSpaceMoves(sum, 0, 1)));
}

/// N = 4 bits, C = {3 or 4 ones}: 4 of 5 images need one step, as 5/16 have s > 0.
TEST(MedianMoves, IsTheLeastThatHalfOfTheClassNeeds) {
  const auto sum = std::make_shared<const LevelSum>(4, 2);
  EXPECT_EQ(median_moves(HalfSpaceMoves(sum, 0, 1)), 1);
  EXPECT_EQ(median_moves(DictatorMoves(16)), 4);  // 1 to 8 steps, equally likely
  EXPECT_EQ(median_moves(ParityMoves()), 1);
}

TEST(BrightnessDistance, SpreadsStepsAsTheLevelsAllow) {
  const Shape shape{4, 1, 2};  // 4 pixels at each level 0..3
  // Level 0 cannot move: 12 pixels take the first step, 8 the second, 4 the third.
  EXPECT_NEAR(brightness_distance(shape, 2, 12), std::sqrt(12.0) / 3, 1e-12);
  EXPECT_NEAR(brightness_distance(shape, 2, 16), std::sqrt(12.0 + 4 * 3) / 3, 1e-12);
  EXPECT_NEAR(brightness_distance(shape, 2, 22), std::sqrt(12.0 + 8 * 3 + 2 * 5) / 3, 1e-12);
  EXPECT_NEAR(brightness_distance(shape, 1, 16), 16.0 / 3, 1e-12);
  EXPECT_NEAR(brightness_distance(shape, inf, 12), 1.0 / 3, 1e-12);
  EXPECT_NEAR(brightness_distance(shape, inf, 13), 2.0 / 3, 1e-12);
  // p = 0: four pixels give 3 steps each, then two each.
  EXPECT_EQ(brightness_distance(shape, 0, 12), 4);
  EXPECT_EQ(brightness_distance(shape, 0, 13), 5);
  EXPECT_EQ(brightness_distance(shape, 0, 20), 8);
}

/// docs/theory.md, S3: at large n, relative to one bit.
TEST(BrightnessDistance, HasTheLimitsOfTheTheory) {
  const double one_bit = median_of_brightness({4096, 1, 1}, 1);
  for (const std::uint32_t b : {2u, 4u, 8u}) {
    const double q = std::exp2(b);
    const double limit = std::sqrt((q + 1) / (3 * (q - 1)));
    EXPECT_NEAR(median_of_brightness({4096, 1, b}, 1) / one_bit, limit, 2e-3);
    EXPECT_NEAR(median_of_brightness({4096, 1, b}, 0) / one_bit, limit, 2e-2);
    const double two = median_of_brightness({4096, 1, b}, 2) / std::sqrt(one_bit);
    EXPECT_NEAR(two, std::pow((q * q - 1) / 3, 0.25) / (q - 1), 2e-3);
  }
  // For n far below q the distance is flat, at the median of a half-normal over sqrt(12).
  for (const std::uint32_t b : {12u, 14u, 16u}) {
    EXPECT_NEAR(median_of_brightness({64, 1, b}, 2), 0.6745 / std::sqrt(12.0), 3e-3);
  }
}

TEST(RadiusToLeave, IsWhereTheBoundCrosses) {
  for (const Shape& shape : {Shape{16, 1, 1}, {16, 1, 4}, {64, 3, 8}}) {
    const MovedFractionBound bound(shape, {0.5, 0.5});
    for (const double p : {0.0, 0.5, 1.0, 2.0, inf}) {
      for (const double robust : {0.5, 0.05}) {
        const double radius = radius_to_leave(bound, shape, p, robust);
        EXPECT_LE(bound(p, radius * (1 + 1e-8)).robust, robust);
        EXPECT_GT(bound(p, p == 0 ? radius - 1 : radius * (1 - 1e-8)).robust, robust);
      }
    }
  }
  EXPECT_EQ(radius_to_leave(MovedFractionBound({4, 1, 1}, {0.0, 0.0}), {4, 1, 1}, 1, 0.5), inf);
}

}  // namespace
}  // namespace brink
