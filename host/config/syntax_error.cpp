// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/syntax_error.hpp"

#include <fmt/core.h>

#include <vector>

#include "host/config/node.hpp"
#include "host/config/text.hpp"

namespace brink {
namespace {

/// The text's first `count` lines, trimmed.
std::vector<std::string_view> first_lines(std::string_view text, std::uint32_t count) {
  std::vector<std::string_view> lines;
  while (lines.size() < count && !text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(trimmed(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

bool has_key(std::string_view line) {
  return !line.starts_with('#') && (line.starts_with('[') || line.find('=') != line.npos);
}

}  // namespace

void refuse_syntax(std::string_view text, std::string_view file, const Origin& origin,
                   std::string_view description) {
  std::vector<std::string_view> lines = first_lines(text, origin.line);
  std::string_view at;
  if (lines.size() == origin.line) {
    at = lines.back();
    lines.pop_back();
  }
  std::string where = at.empty() ? "end of the text" : excerpt(at);
  // Columns count code points from the untrimmed start of the line. That is close enough to
  // distinguish an error in a value from one before it.
  const bool in_value = at.find('=') != at.npos && at.find('=') < origin.column;
  while (!in_value && !lines.empty()) {
    if (has_key(lines.back())) {
      where += " after " + excerpt(lines.back());
      break;
    }
    lines.pop_back();
  }
  refuse(file, origin, where, fmt::format("not TOML: {}", description),
         "TOML 1.0 (strings in quotes, integers below 2^63)");
}

}  // namespace brink
