// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <random>

#include "host/config/read_file.hpp"
#include "tests/config/support.hpp"

namespace brink::test {
namespace {

constexpr int mutations_per_kind = 400;

using Random = std::mt19937_64;  // its sequence is the same in every standard library

std::size_t below(Random& random, std::size_t end) { return random() % end; }

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char c : text) {
    lines.back() += c;
    if (c == '\n') lines.emplace_back();
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

std::string with_other_byte(std::string text, Random& random) {
  const std::size_t at = below(random, text.size());
  switch (below(random, 3)) {
    case 0:
      text[at] = static_cast<char>(random());
      break;
    case 1:
      text.erase(at, 1);
      break;
    default:
      text.insert(at, 1, static_cast<char>(random()));
      break;
  }
  return text;
}

std::string with_other_lines(const std::string& text, Random& random) {
  std::vector<std::string> lines = lines_of(text);
  const std::size_t a = below(random, lines.size());
  const std::size_t b = below(random, lines.size());
  switch (below(random, 4)) {
    case 0:
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(a));
      break;
    case 1:
      std::swap(lines[a], lines[b]);
      break;
    case 2:
      lines[a] += lines[b];
      break;
    default:
      lines.resize(a);
      break;
  }
  return joined(lines);
}

/// Replaces one word or mark of the text by something that a person might write.
std::string with_other_token(const std::string& text, Random& random) {
  constexpr std::array tokens = {"-1",
                                 "0",
                                 "99999999999",
                                 "1e400",
                                 "nan",
                                 "-inf",
                                 "true",
                                 "\"\"",
                                 "[]",
                                 "{}",
                                 "[[1]]",
                                 "\"inf\"",
                                 "2026-01-01T00:00:00",
                                 "0.5",
                                 "1.5",
                                 "1e3",
                                 "-0.0",
                                 "8.0",
                                 "1e308",
                                 "=",
                                 "[",
                                 "]",
                                 "\"",
                                 "'",
                                 "#",
                                 ",",
                                 ".",
                                 "\"halfspace\"",
                                 "\"dictator\"",
                                 "weights = \"uniform\"",
                                 "seed = 3",
                                 "\"\\u0000\"",
                                 "\"a/b\"",
                                 "{ start = 0, stop = 0, count = 5 }",
                                 "9223372036854775808"};
  constexpr const char* blanks = " \t\n";
  std::size_t begin = text.find_first_not_of(blanks, below(random, text.size()));
  if (begin == std::string::npos) begin = 0;
  const std::size_t end = std::min(text.find_first_of(blanks, begin), text.size());
  return text.substr(0, begin) + tokens[below(random, tokens.size())] + text.substr(end);
}

/// Checks that the text gives either a config or one line with exit code 2, and never another
/// exception. Returns whether it was refused.
bool refused(const std::string& text) {
  try {
    parse_config(text, "mutated.toml", {});
    return false;
  } catch (const Error& error) {
    const std::string line = error.what();
    EXPECT_EQ(error.code(), Exit::usage) << text;
    EXPECT_EQ(line.find("mutated.toml:"), 0U) << line;
    EXPECT_NE(line.find("; accepted: "), std::string::npos) << line;
    for (const char c : line) EXPECT_TRUE(c >= ' ' || c < 0) << line;
    EXPECT_LT(line.size(), 1000U) << line;
  } catch (const std::exception& other) {
    ADD_FAILURE() << other.what() << " for:\n" << text;
  }
  return true;
}

class Mutation : public testing::TestWithParam<const char*> {};

TEST_P(Mutation, IsAConfigOrOneLineWithExitCode2) {
  const std::string text = read_config_file(shipped_folder() / GetParam());
  Random random(20260101);
  int count = 0;
  for (int i = 0; i < mutations_per_kind; ++i) {
    count += refused(with_other_byte(text, random));
    count += refused(with_other_lines(text, random));
    count += refused(with_other_token(text, random));
  }
  // The mutations change more than the comments, and not all of them make the config wrong.
  EXPECT_GT(count, mutations_per_kind / 2);
  EXPECT_LT(count, 3 * mutations_per_kind);
}

TEST_P(Mutation, SurvivesTruncationAnywhere) {
  const std::string text = read_config_file(shipped_folder() / GetParam());
  for (std::size_t size = 0; size < text.size(); size += 7) refused(text.substr(0, size));
}

INSTANTIATE_TEST_SUITE_P(Shipped, Mutation,
                         testing::Values("quickstart.toml", "limits.toml", "bit_depth.toml",
                                         "large_images.toml"),
                         [](const auto& info) {
                           const std::string file = info.param;
                           return file.substr(0, file.find('.'));
                         });

}  // namespace
}  // namespace brink::test
