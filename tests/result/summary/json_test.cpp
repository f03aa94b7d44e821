// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/summary/json.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <limits>

namespace brink::json {
namespace {

TEST(Json, EscapesTexts) {
  EXPECT_EQ(text("plain \u03c1"), "\"plain \u03c1\"");
  EXPECT_EQ(text("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(text("a\nb\x01"), R"("a\u000ab\u0001")");
  EXPECT_EQ(text("a\xFF\xC3"), "\"a\uFFFD\uFFFD\"");
}

TEST(Json, WritesNumbersThatReadBack) {
  EXPECT_EQ(real(0.1), "0.1");
  EXPECT_EQ(real(1), "1");
  EXPECT_EQ(std::strtod(real(1.0 / 3).c_str(), nullptr), 1.0 / 3);
  EXPECT_EQ(std::strtod(real(5e-324).c_str(), nullptr), 5e-324);
  EXPECT_EQ(real(std::numeric_limits<double>::infinity()), "\"inf\"");
  EXPECT_EQ(real(-std::numeric_limits<double>::infinity()), "\"-inf\"");
  EXPECT_EQ(real(std::numeric_limits<double>::quiet_NaN()), "null");
}

/// 2^53 + 1 is the first integer that is not a double.
TEST(Json, WritesIntegersThatNoReaderRounds) {
  EXPECT_EQ(integer(0), "0");
  EXPECT_EQ(integer(std::uint64_t{9007199254740992}), "9007199254740992");
  EXPECT_EQ(integer(std::int64_t{-9007199254740992}), "-9007199254740992");
  EXPECT_EQ(integer(std::uint64_t{9007199254740993}), "\"9007199254740993\"");
  EXPECT_EQ(integer(std::int64_t{-9007199254740993}), "\"-9007199254740993\"");
  EXPECT_EQ(integer(std::numeric_limits<std::uint64_t>::max()), "\"18446744073709551615\"");
  EXPECT_EQ(integer(std::numeric_limits<std::int64_t>::min()), "\"-9223372036854775808\"");
}

TEST(Json, JoinsListsAndObjects) {
  EXPECT_EQ(list({}), "[]");
  EXPECT_EQ(list({"1", "null"}), "[1, null]");
  EXPECT_EQ(object({}), "{}");
  EXPECT_EQ(object({{"a", "1"}, {"\"", "[]"}}), R"({"a": 1, "\"": []})");
}

}  // namespace
}  // namespace brink::json
