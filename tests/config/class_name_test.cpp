// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/class_name.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/config/support.hpp"

namespace brink::test {
namespace {

TEST(ClassName, PortableOnes) {
  for (const std::string& name :
       {std::string("brightness"), std::string("a"), std::string("_x"), std::string("0"),
        std::string("16bit"), std::string("k-8"), std::string("a.b+c"), std::string("größe"),
        std::string("σ"), std::string("шум"), std::string("画像"), std::string("밝기"),
        std::string(255, 'x')}) {
    EXPECT_TRUE(is_class_name(name, ClassNames::portable)) << name;
  }
}

TEST(ClassName, OthersAreRefused) {
  for (const std::string& name :
       {std::string(),
        std::string("."),
        std::string(".."),
        std::string(".hidden"),
        std::string("-rf"),
        std::string("+1"),
        std::string(" a"),
        std::string("a "),
        std::string("a b"),
        std::string("a/b"),
        std::string("/"),
        std::string("a\\b"),
        std::string("a\nb"),
        std::string("a\0b", 3),
        std::string("a\x7F"),
        std::string("a\xC2\x85"),
        std::string("a\xC2\xA0"),
        std::string("a\"b"),
        std::string("it's"),
        std::string("$HOME"),
        std::string("`ls`"),
        std::string("a;b"),
        std::string("*"),
        std::string("~"),
        std::string("a=b"),
        std::string("a,b"),
        std::string("a:b"),
        std::string("a@b"),
        std::string("a#b"),
        std::string("[0]"),
        std::string("\xFF"),
        std::string("a\xC3"),
        std::string("gro\xCC\x88\xC3\x9F") + "e",  // o and its accent, apart
        std::string("\xE1\x84\x87\xE1\x85\xA1"),   // parts of a Hangul syllable
        std::string("\xE2\x84\xAB"),               // the Angstrom sign, normally A with a ring
        std::string("a\xE2\x80\xAE") + "b",        // turns the direction of writing
        std::string("\xE2\x80\x8B"),               // no width
        std::string("\xF0\x9F\x98\x80"),
        std::string("1×2"),
        std::string(256, 'x'),
        std::string(254, 'x') + "ü"}) {
    EXPECT_FALSE(is_class_name(name, ClassNames::portable)) << name;
  }
}

TEST(ClassName, RefusalsNameKeyAndRule) {
  const std::string line = error_of(small_config + "name = \"" + std::string(300, 'a') + "\"\n");
  EXPECT_EQ(line.find("bad.toml:11:8: classifier[0].name: \"aaaa"), 0U) << line;
  EXPECT_NE(line.find("...\" cannot be a name; accepted: up to 255 bytes of letters"), line.npos)
      << line;
  EXPECT_LT(line.size(), 400U);
}

/// Files of earlier versions contain names like these.
TEST(ClassName, AnyGroupOfAFile) {
  for (const char* const name : {" a ", "..", "a b", "größe \\\"x\\\""}) {
    const std::string text = small_config + "name = \"" + name + "\"\n";
    error_of(text);
    EXPECT_EQ(parse_config(text, "old.toml", {}, ClassNames::any).classifiers.size(), 1U) << name;
  }
  for (const char* const name : {"", ".", "a/b", "a\n"}) {
    EXPECT_FALSE(is_class_name(name, ClassNames::any)) << name;
  }
}

}  // namespace
}  // namespace brink::test
