// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/decimal.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>

namespace brink::test {
namespace {

std::string whole(const std::string& text) {
  const auto number = read_decimal(text);
  return number ? whole_digits(*number).value_or("not whole") : "no number";
}

TEST(Decimal, TellsWholeNumbers) {
  EXPECT_EQ(whole("1e6"), "1000000");
  EXPECT_EQ(whole("+1_000.00"), "1000");
  EXPECT_EQ(whole("1.25E+2"), "125");
  EXPECT_EQ(whole("12500e-2"), "125");
  EXPECT_EQ(whole("-8.0"), "-8");
  EXPECT_EQ(whole("007"), "7");
  EXPECT_EQ(whole("0.0"), "0");
  EXPECT_EQ(whole("0e5"), "0");
  EXPECT_EQ(whole("9007199254740993.0"), "9007199254740993");
  EXPECT_EQ(whole("1.8446744073709551615e19"), "18446744073709551615");
}

TEST(Decimal, TellsOtherNumbers) {
  for (const char* const text : {"1000.5", "1e-1", "-0.0", "-0", "12.5e0", "1.25e1"}) {
    EXPECT_EQ(whole(text), "not whole") << text;
  }
}

TEST(Decimal, RefusesOtherTexts) {
  for (const char* const text :
       {"",      "-",   ".",   ".5",  "5.",   "1e", "1e+", "e5",   "nan", "inf", "-inf",
        "0x10",  "1 ",  " 1",  "1,5", "1__0", "_1", "1_",  "1_.5", "--1", "+-1", "1e99999999999",
        "1e5.0", "ten", "\xFF"}) {
    EXPECT_EQ(whole(text), "no number") << text;
  }
}

TEST(Decimal, KeepsHugeNumbersHugeAndShort) {
  const std::string digits = whole("1e2000000000");
  EXPECT_GT(digits.size(), 20U);
  EXPECT_LT(digits.size(), 100U);
}

TEST(Decimal, ShortestReadsBack) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 10'000; ++i) {
    const std::uint64_t bits = random() >> 1;
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (!(value <= 1.7e308)) continue;
    const Decimal decimal = shortest_decimal(value);
    ASSERT_LE(decimal.digits.size(), 17U);
    const std::string text = "0" + decimal.digits + "e" + std::to_string(decimal.exponent);
    ASSERT_EQ(std::strtod(text.c_str(), nullptr), value) << text;
  }
  EXPECT_EQ(shortest_decimal(0.3).digits, "3");
  EXPECT_EQ(shortest_decimal(0.3).exponent, -1);
  EXPECT_EQ(shortest_decimal(120).digits, "12");
  EXPECT_EQ(shortest_decimal(120).exponent, 1);
}

}  // namespace
}  // namespace brink::test
