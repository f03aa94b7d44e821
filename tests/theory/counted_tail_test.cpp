// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/counted_tail.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "host/theory/count.hpp"
#include "host/theory/images_above.hpp"
#include "host/theory/score_law.hpp"
#include "tests/theory/exact_law.hpp"
#include "tests/theory/reduced.hpp"

namespace brink {
namespace {

TEST(CountedTail, CountsLikeConvolution) {
  for (const ReducedScore& score :
       {reduced(1, {{1, 1}}), reduced(1, {{1, 126}}), reduced(1, {{2, 60}, {3, 60}}),
        reduced(3, {{1, 1}, {2, 3}, {3, 1}}), reduced(4, {{1, 7}}),
        reduced(5, {{4, 2}, {7, 1}, {12, 1}}), reduced(8, {{1, 1}, {1023, 2}}),
        reduced(6, {{2, 1}, {3, 2}, {64, 1}}), reduced(10, {{1, 3}, {2, 1}}),
        reduced(13, {{1, 9}})}) {
    ASSERT_TRUE(CountedTail::possible(score));
    const ExactLaw exact(score.levels, score.weights);
    const CountedTail integers(score);
    const FewPixelsTail floating(score);
    const Integer images =
        boost::multiprecision::pow(Integer(score.levels), static_cast<unsigned>(score.pixels));
    const std::int64_t step = std::max<std::int64_t>(1, score.largest / 300);
    for (std::int64_t t = -(score.largest & 1); t <= score.largest; t += 2 * step) {
      const Rational expected = exact.above(t);
      ASSERT_EQ(Rational(static_cast<Integer>(images_above<Count>(score, t)), images), expected)
          << score.bits << ' ' << t;
      const auto rounded = expected.convert_to<double>();
      ASSERT_NEAR(integers.above(t), rounded, 1e-15 * rounded);
      ASSERT_NEAR(floating.above(t), rounded, 1e-15 * rounded);
    }
  }
}

/// One pixel: half of the levels; two: a triangle of a square.
TEST(CountedTail, DeepPixelsInClosedForm) {
  const ReducedScore one = reduced(16, {{1, 1}}), two = reduced(16, {{1, 2}});
  EXPECT_EQ(images_above<Count>(one, -1), Count{32768});
  EXPECT_EQ(images_above<Count>(one, 65533), Count{1});
  EXPECT_EQ(images_above<Count>(one, 65535), Count{0});
  EXPECT_EQ(images_above<Count>(two, 2 * (65535 + 1000) - 131070),
            Count{64535} * 64534 / 2 + 64535);
}

TEST(CountedTail, DeepestImagesAreContinuous) {
  // Sums of k uniform variables: at 16 bits the lattice is finer than 1e-4.
  for (const std::vector<WeightCount>& weights :
       {std::vector<WeightCount>{{1021, 2}, {1022, 1}, {1023, 1}},
        {{1, 1}, {222, 1}, {323, 1}, {424, 1}, {525, 1}, {626, 1}, {1023, 1}},
        {{1, 3}, {5, 3}, {1022, 3}, {1023, 2}}}) {
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
    EXPECT_NEAR(law.above(threshold), static_cast<double>(volume / product), 1e-4);
  }
}

}  // namespace
}  // namespace brink
