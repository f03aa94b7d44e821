// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/power_table.hpp"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>

namespace brink {
namespace {

using Precise = boost::multiprecision::cpp_bin_float_50;

void expect_power(const DoubleDouble& found, double p, std::uint32_t level) {
  constexpr double last_bits = 0x1p-104;  // a DoubleDouble has 106
  const Precise exact = pow(Precise(level), Precise(p));
  EXPECT_LE(abs(Precise(found.high) + found.low - exact), exact * last_bits) << level << "^" << p;
  EXPECT_EQ(found.high, exact.convert_to<double>()) << level << "^" << p;
  EXPECT_EQ(found.high + found.low, found.high);
}

TEST(PowerTable, EveryLevelOfASmallTable) {
  for (const double p : {0.001, 0.1, 0.5, 0.9999, 1.5, 2.7, 17.25}) {
    const auto table = power_table(p, 256);
    ASSERT_EQ(table.size(), 256u);
    EXPECT_EQ(table[0].high, 0);
    EXPECT_EQ(table[0].low, 0);
    for (std::uint32_t level = 1; level < 256; ++level) expect_power(table[level], p, level);
  }
}

TEST(PowerTable, LevelsOfTheDeepestTable) {
  const double p = 1.5;
  const auto table = power_table(p, 65536);
  ASSERT_EQ(table.size(), 65536u);
  for (std::uint32_t level = 1; level < 65536; level += 97) expect_power(table[level], p, level);
  for (const std::uint32_t level : {2u, 32768u, 59049u, 65521u, 65535u}) {
    expect_power(table[level], p, level);
  }
}

TEST(PowerTable, IntegersAndRootsOfSquares) {
  const auto squares = power_table(2, 4096), roots = power_table(0.5, 65536);
  for (std::uint32_t level = 0; level < 4096; ++level)
    EXPECT_EQ(squares[level].high, level * level);
  for (std::uint32_t root = 0; root < 256; ++root) EXPECT_EQ(roots[root * root].high, root);
}

TEST(PowerTable, TheSmallestTables) {
  for (const std::uint32_t levels : {2u, 4u}) {
    const auto table = power_table(0.5, levels);
    ASSERT_EQ(table.size(), levels);
    EXPECT_EQ(table[0].high, 0);
    EXPECT_EQ(table[1].high, 1);
  }
}

}  // namespace
}  // namespace brink
