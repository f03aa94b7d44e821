// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/config/support.hpp"

namespace brink::test {
namespace {

TEST(SyntaxError, ShowsTheLine) {
  const std::string line = error_of(replaced(small_config, "samples = 100", "samples = = 100"));
  EXPECT_EQ(line.find("bad.toml:2:11: \"samples = = 100\": not TOML: "), 0U) << line;
  EXPECT_NE(line.find("; accepted: TOML 1.0"), std::string::npos) << line;
}

TEST(SyntaxError, ShowsTheKeyWhoseValueIsUnfinished) {
  const std::string line = error_of(replaced(small_config, "[4, 8]", "[4, 8"));
  EXPECT_EQ(line.find("bad.toml:5:1: \"bit_depth = [1, 2]\" after \"n = [4, 8\": not TOML: "), 0U)
      << line;
}

TEST(SyntaxError, ShowsTheLastKeyWhereTheTextEnds) {
  const std::string line = error_of("[run]\nseed = \"\"\"1\n\n");
  EXPECT_NE(line.find("end of the text after \"seed = "), std::string::npos) << line;
}

TEST(SyntaxError, NamesADuplicate) {
  const std::string line = error_of(replaced(small_config, "n = [4, 8]", "n = [4]\nn = [8]"));
  EXPECT_EQ(line.find("bad.toml:5:"), 0U) << line;
  EXPECT_NE(line.find("\"n = [8]\""), std::string::npos) << line;
}

TEST(SyntaxError, SaysHowToWriteLargeSeeds) {
  const std::string line = error_of("[run]\nseed = 18446744073709551615\n");
  EXPECT_NE(line.find("\"seed = 18446744073709551615\""), std::string::npos) << line;
  EXPECT_NE(line.find("integers below 2^63"), std::string::npos) << line;
}

TEST(SyntaxError, CutsLongLines) {
  EXPECT_LT(error_of("[run]\nseed = = " + std::string(5000, 'x')).size(), 400U);
}

TEST(SyntaxError, NamesTheFirstByteThatIsNotText) {
  const std::string nul = error_of(std::string("[run]\nseed = 1\0\n", 16));
  EXPECT_EQ(nul.find("bad.toml:2:9: \"seed = 1\\x00\": not TOML: a NUL byte; accepted: "), 0U)
      << nul;
  const std::string bad = error_of("[run]\nsampler = \"\xC3\x28\"\n");
  EXPECT_EQ(bad.find("bad.toml:2:12: \"sampler = \"\\xc3(\"\": not TOML: bytes that"), 0U) << bad;
  const std::string utf16 = error_of(std::string("\xFF\xFE[\0r\0", 6));
  EXPECT_EQ(utf16.find("bad.toml:1:1: "), 0U) << utf16;
  EXPECT_NE(utf16.find("not TOML: UTF-16, not UTF-8; "), std::string::npos) << utf16;
}

TEST(SyntaxError, RefusesDeepKeysAndValuesInsteadOfOverrunningTheStack) {
  std::string key = "[run]\nx";
  for (int i = 0; i < 200'000; ++i) key += ".x";
  EXPECT_EQ(error_of(key + " = 1\n").find("bad.toml:2:1: "), 0U);
  error_of(key + " = \n");
  error_of("x = " + std::string(200'000, '['));
  std::string inside = "x = {x";
  for (int i = 0; i < 200'000; ++i) inside += ".\"x\"";
  error_of(inside + " = 1}\n");
}

TEST(SyntaxError, DotsElsewhereAreNoKeys) {
  const std::string dots(100, '.');
  std::string radii = "[0.5";
  for (int i = 0; i < 100; ++i) radii += ", " + std::to_string(i) + ".25";
  const std::string text = replaced(small_config, "[0.5, 1.0]", radii + "] # it's " + dots);
  EXPECT_EQ(parse(text + "name = \"x" + dots + "\"\n").radius.size(), 101U);
}

}  // namespace
}  // namespace brink::test
