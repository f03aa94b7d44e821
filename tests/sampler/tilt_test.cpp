// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/sampler/tilt.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace brink {
namespace {

TEST(ExpMinus, IsKnownToManyDigits) {
  // exp(-1) from 60 digits.
  const DoubleDouble found = exp_minus({1, 0});
  EXPECT_EQ(found.high, 0x1.78b56362cef38p-2);
  EXPECT_NEAR(found.low, -0x1.ca8a4270fadf5p-57, 0x1p-92);
  EXPECT_EQ(exp_minus({0, 0}).high, 1);
  EXPECT_EQ(exp_minus({80, 0}).high, 0);
}

TEST(ExpMinus, IsAHomomorphism) {
  for (double x = 1.0 / 1024; x < 39; x *= 1.37) {
    const DoubleDouble once = exp_minus({x, 0}), twice = exp_minus({2 * x, 0});
    const DoubleDouble square = once * once;
    EXPECT_NEAR((twice - square).high / twice.high, 0, 0x1p-88) << x;
    EXPECT_NEAR(once.high, std::exp(-x), 1e-15 * std::exp(-x)) << x;
  }
}

TEST(TiltedLaw, IsFairWithoutATilt) {
  const BinomialLaw fair = tilted_law(0, 128, 1);
  EXPECT_EQ(fair.share, BinomialLaw{}.share);
  EXPECT_FALSE(fair.failures);
}

TEST(TiltedLaw, KeepsTheRarerOutcomeAccurate) {
  for (const double rest : {1.0, 3.0, 255.0}) {
    for (double theta = 1e-9; theta < 30; theta *= 3) {
      const BinomialLaw law = tilted_law(theta, 2, rest);
      const double zeros = rest * std::exp(-2 * theta);
      const double rarer = std::min(zeros, 1.0) / (1 + zeros);
      EXPECT_EQ(law.failures, zeros < 1);
      EXPECT_LE(law.probability, 0.5);
      EXPECT_EQ(static_cast<double>(law.share), std::ldexp(law.probability, 64));
      EXPECT_NEAR(law.probability, rarer, 1e-14 * rarer + 0x1p-64) << theta;
    }
  }
  EXPECT_EQ(tilted_law(100, 1, 1).share, 0u);  // then every bit is 1
}

TEST(Keeps, AtItsProbability) {
  EXPECT_TRUE(keeps(0.5, 0, ~std::uint64_t{0}));
  EXPECT_TRUE(keeps(0, 7, ~std::uint64_t{0}));
  // 2^64 exp(-1), rounded down.
  constexpr std::uint64_t limit = 6786177901268885274u;
  const double near = std::ldexp(std::exp(-1.0), 64);
  std::uint64_t low = 0, high = ~std::uint64_t{0};
  while (high - low > 1) {
    const std::uint64_t middle = low + (high - low) / 2;
    (keeps(0.5, 2, middle) ? low : high) = middle;
  }
  EXPECT_NEAR(static_cast<double>(high), near, 4096);
  EXPECT_EQ(high, limit);
  EXPECT_FALSE(keeps(1, 80, 0));
}

}  // namespace
}  // namespace brink
