// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/spelling.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "host/config/toml_reader.hpp"

namespace brink::test {
namespace {

/// The spellings of all numbers of a document, in the order of keys and items.
std::vector<std::string> spellings(const std::string& text) {
  std::vector<std::string> found;
  const std::function<void(const Value&)> collect = [&](const Value& value) {
    if (value.kind == Kind::integer || value.kind == Kind::real) found.push_back(value.spelling);
    for (const Value& item : value.items) collect(item);
    for (const Entry& entry : value.entries) collect(entry.value);
  };
  collect(parse_toml(text, "numbers.toml"));
  return found;
}

TEST(Spelling, IsWhatTheUserWrote) {
  EXPECT_EQ(
      spellings("a = 1e6\nb=[1_000.50,0xFF , -0.0,+inf,nan]# 5\r\nc = {d= 0b11,e=-7}\n"),
      (std::vector<std::string>{"1e6", "1_000.50", "0xFF", "-0.0", "+inf", "nan", "0b11", "-7"}));
}

TEST(Spelling, ColumnsCountCodePoints) {
  EXPECT_EQ(spellings("a = [\"größe 画像\", 1.50, \"😀\",\t2.0e0]\n\"ü\" = 3.0"),
            (std::vector<std::string>{"1.50", "2.0e0", "3.0"}));
}

TEST(Spelling, SurvivesAByteOrderMarkAndLinesOfText) {
  EXPECT_EQ(spellings("\xEF\xBB\xBF"
                      "a = 1.0\nt = '''\nx = 5\n''' \nb = 2.00\n"),
            (std::vector<std::string>{"1.0", "2.00"}));
}

TEST(Spelling, LooksBackwardsToo) {
  SpellingReader reader("x = [10, 20]\ny = 30\n");
  EXPECT_EQ(reader.at({2, 5, {}}), "30");
  EXPECT_EQ(reader.at({1, 10, {}}), "20");
  EXPECT_EQ(reader.at({1, 6, {}}), "10");
}

}  // namespace
}  // namespace brink::test
