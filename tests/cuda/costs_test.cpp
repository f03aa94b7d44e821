// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/costs.hpp"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <random>

#include "tests/cuda/cost_rules.hpp"

namespace brink {
namespace {

using boost::multiprecision::cpp_int;

TEST(IntegerCosts, PowersAndDifferences) {
  for (const std::uint64_t exponent : {1ull, 2ull, 3ull, 4ull}) {
    const IntegerCosts costs{exponent};
    for (const std::uint32_t steps : {0u, 1u, 2u, 255u, 65535u}) {
      const cpp_int exact = pow(cpp_int(steps), static_cast<unsigned>(exponent));
      EXPECT_EQ(cpp_int(costs.power(steps)), exact);
      EXPECT_EQ(costs.between(1, steps + 1), costs.power(steps + 1) - 1);
      if (steps > 0) {
        EXPECT_EQ(costs.step(steps), costs.power(steps) - costs.power(steps - 1));
      }
    }
  }
}

TEST(IntegerCosts, OneToAHugePowerIsOneAtOnce) {
  const IntegerCosts costs{~std::uint64_t{0}};
  EXPECT_EQ(costs.power(1), 1u);
  EXPECT_EQ(costs.power(0), 0u);
}

TEST(IntegerCosts, FractionsRoundUpAndRatiosCompareExactly) {
  std::mt19937_64 random(51);
  for (int trial = 0; trial < 20000; ++trial) {
    const std::uint64_t a = random() >> random() % 63, b = random() >> random() % 63;
    const std::uint64_t of = 1 + (random() >> (random() % 30 + 30));
    const std::uint64_t part = 1 + random() % of;
    const cpp_int exact = (cpp_int(a) * part + of - 1) / of;
    ASSERT_EQ(cpp_int(IntegerCosts::fraction(a, part, of)), exact);
    const cpp_int left = cpp_int(a) * of, right = cpp_int(b) * part;
    ASSERT_EQ(IntegerCosts::compare(a, part, b, of), left < right ? -1 : left > right ? 1 : 0);
    ASSERT_EQ(IntegerCosts::compare(a, part, a, part), 0);
  }
}

TEST(RealCosts, KeyIsTheNearestDouble) {
  const TestRule rule(0.5, 100);
  const RealCosts costs{rule.get().powers};
  for (std::uint32_t steps = 1; steps < 100; ++steps) {
    EXPECT_EQ(costs.key(costs.times(costs.power(steps), 12345)),
              rule.key(sqrt(Quad(steps)) * 12345));
    EXPECT_EQ(costs.key(costs.step(steps)), rule.key(sqrt(Quad(steps)) - sqrt(Quad(steps - 1))));
    EXPECT_EQ(costs.key(costs.fraction(costs.power(steps), 3, 7)),
              rule.key(sqrt(Quad(steps)) * 3 / 7));
  }
}

TEST(RealCosts, TiesAreTiesAndTheRestIsOrdered) {
  const TestRule rule(0.5, 65536);
  const RealCosts costs{rule.get().powers};
  for (std::uint32_t root = 2; root < 256; ++root) {
    const std::uint32_t square = root * root;
    // root/g = sqrt(root^2)/g, and sqrt(k r^2)/(r g) = sqrt(k)/g.
    EXPECT_EQ(costs.compare(costs.power(square), root, costs.power(1), 1), 0);
    if (2 * square < 65536) {
      EXPECT_EQ(costs.compare(costs.power(2 * square), root, costs.power(2), 1), 0);
      EXPECT_EQ(costs.compare(costs.power(2 * square - 1), root, costs.power(2), 1), -1);
      EXPECT_EQ(costs.compare(costs.power(2), 1, costs.power(2 * square - 1), root), 1);
    }
  }
}

TEST(CostRule, ChoosesTheArithmetic) {
  const auto power_of_three = [](const CostRule& rule) {
    return rule.with_costs([](const auto& costs) { return costs.key(costs.power(3)); });
  };
  EXPECT_EQ(power_of_three(TestRule(1, 4).get()), 3u);
  EXPECT_EQ(power_of_three(TestRule(5, 4).get()), 243u);
  EXPECT_EQ(power_of_three(TestRule(std::numeric_limits<double>::infinity(), 4).get()), 3u);
  EXPECT_EQ(power_of_three(TestRule(0.5, 4).get()), std::bit_cast<std::uint64_t>(std::sqrt(3.0)));
  EXPECT_EQ(power_of_three(TestRule(5, 4, true).get()), std::bit_cast<std::uint64_t>(243.0));
}

}  // namespace
}  // namespace brink
