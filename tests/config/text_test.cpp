// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/text.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <random>

namespace brink::test {
namespace {

TEST(Text, Utf8) {
  for (const char* const valid : {"a", "\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                                  "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(utf8_length(valid, 0), std::strlen(valid));
  }
  // RFC 3629: overlong forms, surrogates, code points beyond U+10FFFF, stray and missing bytes.
  for (const char* const invalid :
       {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\xED\xA0\x80",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80", "\xFF", "\xC3", "\xE2\x82", "\xC3("}) {
    EXPECT_EQ(utf8_length(invalid, 0), 0U) << printable(invalid);
    EXPECT_EQ(utf8_prefix(std::string("ab") + invalid), 2U);
  }
  EXPECT_EQ(utf8_prefix("größe 画像"), std::strlen("größe 画像"));
}

TEST(Text, CodePoints) {
  EXPECT_EQ(code_point("a"), U'a');
  EXPECT_EQ(code_point("ü"), U'ü');
  EXPECT_EQ(code_point("画"), U'画');
  EXPECT_EQ(code_point("\xF4\x8F\xBF\xBF"), char32_t{0x10FFFF});
}

TEST(Text, PrintableIsOneLine) {
  EXPECT_EQ(printable("plain ü"), "plain ü");
  EXPECT_EQ(printable(std::string("a\nb\tc\rd\0e\x7F", 10)), "a\\nb\\tc\\rd\\x00e\\x7f");
  EXPECT_EQ(printable("\xC2\x85|\xFF|\xC3"), "\\xc2\\x85|\\xff|\\xc3");
  EXPECT_EQ(printable("\u202Ea\u200B\uFEFF"), "\\xe2\\x80\\xaea\\xe2\\x80\\x8b\\xef\\xbb\\xbf");
}

TEST(Text, ExcerptIsShort) {
  EXPECT_EQ(excerpt("a"), "\"a\"");
  EXPECT_EQ(excerpt(std::string(80, 'a')), '"' + std::string(80, 'a') + '"');
  EXPECT_EQ(excerpt(std::string(81, 'a')), '"' + std::string(80, 'a') + "...\"");
  EXPECT_EQ(excerpt(std::string(79, 'a') + "üü"), '"' + std::string(79, 'a') + "...\"");
  EXPECT_LE(excerpt(std::string(70, '\n')).size(), 85U);
}

TEST(Text, ControlCharacters) {
  EXPECT_FALSE(has_control_characters("größe \xC2\xA0"));
  EXPECT_TRUE(has_control_characters("a\n"));
  EXPECT_TRUE(has_control_characters("a\x7F"));
  EXPECT_TRUE(has_control_characters("a\xC2\x9F"));
}

TEST(Text, RealsReadBackExactly) {
  EXPECT_EQ(real_text(0.5), "0.5");
  EXPECT_EQ(real_text(2), "2.0");
  EXPECT_EQ(real_text(std::numeric_limits<double>::infinity()), "inf");
  std::mt19937_64 random(5);
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t bits = random();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (value != value) continue;
    EXPECT_EQ(std::strtod(real_text(value).c_str(), nullptr), value);
  }
}

}  // namespace
}  // namespace brink::test
