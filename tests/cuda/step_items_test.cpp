// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/solver/step_items.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace brink {
namespace {

void expect_as_divided(double gain, double cost, double bound) {
  EXPECT_EQ(quotient_reaches(gain, cost, bound), gain / cost >= bound)
      << gain << " / " << cost << " and " << bound;
}

/// What a device asks without a division is what the division says, for bounds far from the
/// quotient, and for the doubles next to it.
TEST(QuotientReaches, SaysWhatADivisionSays) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 200000; ++i) {
    const auto gain = static_cast<double>(1 + (random() >> (32 + random() % 31)));
    const auto cost = static_cast<double>(1 + (random() >> (32 + random() % 31)));
    const double quotient = gain / cost;
    double above = quotient, below = quotient;
    for (int step = 0; step < 6; ++step) {
      expect_as_divided(gain, cost, above);
      expect_as_divided(gain, cost, below);
      above = std::nextafter(above, 2 * quotient);
      below = std::nextafter(below, 0);
    }
    expect_as_divided(gain, cost,
                      quotient * (1 + std::ldexp(1, -20 - static_cast<int>(random() % 34))));
    expect_as_divided(gain, cost, static_cast<double>(1 + random() % 1000) / 512);
  }
}

}  // namespace
}  // namespace brink
