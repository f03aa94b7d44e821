// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/few_pixels_tail.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

#include "host/theory/score_law.hpp"
#include "tests/theory/exact_law.hpp"
#include "tests/theory/reduced.hpp"

namespace brink {
namespace {

TEST(FewPixelsTail, CountsLikeConvolution) {
  for (const ReducedScore& score :
       {reduced(1, {{1, 1}}), reduced(3, {{1, 1}, {2, 3}, {3, 1}}), reduced(4, {{1, 7}}),
        reduced(5, {{4, 2}, {7, 1}, {12, 1}}), reduced(8, {{1, 1}, {127, 2}}),
        reduced(6, {{2, 1}, {3, 2}, {64, 1}}), reduced(10, {{1, 3}, {2, 1}})}) {
    const ExactLaw exact(score.levels, score.weights);
    const FewPixelsTail tail(score);
    const std::int64_t step = std::max<std::int64_t>(1, score.largest / 300);
    for (std::int64_t t = -(score.largest & 1); t <= score.largest; t += 2 * step) {
      const Integer images =
          boost::multiprecision::pow(Integer(score.levels), static_cast<unsigned>(score.pixels));
      ASSERT_EQ(Rational(static_cast<Integer>(tail.images_above(t)), images), exact.above(t))
          << score.bits << ' ' << t;
    }
  }
}

/// One pixel: P(m (2x - (q-1)) > t); two: the share of a square above a line.
TEST(FewPixelsTail, DeepPixelsInClosedForm) {
  const FewPixelsTail one(reduced(16, {{1, 1}}));
  EXPECT_EQ(one.images_above(-1), Count{32768});
  EXPECT_EQ(one.images_above(65533), Count{1});
  const FewPixelsTail two(reduced(16, {{1, 2}}));
  // Pairs with x + y >= 65536 + 1000: a triangle.
  EXPECT_EQ(two.images_above(2 * (65535 + 1000) - 131070), Count{64535} * 64534 / 2 + 64535);
}

TEST(FewPixelsTail, DeepestImagesAreFastAndContinuous) {
  // Sums of k uniform variables: at 16 bits the lattice is finer than 1e-4.
  const auto start = std::chrono::steady_clock::now();
  for (const std::vector<WeightCount>& weights :
       {std::vector<WeightCount>{{125, 2}, {126, 1}, {127, 1}},
        {{121, 1}, {122, 1}, {123, 1}, {124, 1}, {125, 1}, {126, 1}, {127, 1}}}) {
    const ScoreLaw law(65536, weights);
    const std::int64_t threshold = law.least_threshold(0.3);
    EXPECT_LE(law.above(threshold), 0.3);
    EXPECT_GT(law.above(threshold - 1), 0.3);
    // P(s > t) = sum over sets (-1)^|A| (Y - sum_A 2 q m)_+^k / (k! prod 2 q m), the
    // volume of the cube cut by a half-space.
    std::vector<long double> sides;
    for (const WeightCount& e : weights)
      sides.insert(sides.end(), e.count, 2.0L * 65536 * e.weight);
    long double top = 0, product = 1;
    for (std::size_t i = 0; i < sides.size(); ++i) {
      top += sides[i] / 2;
      product *= sides[i] * static_cast<long double>(i + 1);
    }
    long double volume = 0;
    for (std::uint32_t set = 0; set < 1u << sides.size(); ++set) {
      long double rest = top - static_cast<long double>(threshold);
      for (std::size_t i = 0; i < sides.size(); ++i) rest -= set >> i & 1 ? sides[i] : 0;
      if (rest <= 0) continue;
      const long double term = std::pow(rest, static_cast<long double>(sides.size()));
      volume += __builtin_popcount(set) % 2 == 0 ? term : -term;
    }
    EXPECT_NEAR(law.above(threshold), static_cast<double>(volume / product), 1e-6);
  }
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  EXPECT_LT(elapsed.count(), 3);
}

}  // namespace
}  // namespace brink
