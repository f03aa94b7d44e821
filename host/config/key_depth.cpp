// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/key_depth.hpp"

namespace brink {
namespace {

/// Enough for any key. 256 nested values (toml++'s own limit) of this depth still fit a stack of
/// 8 MiB.
constexpr int max_dots = 15;

}  // namespace

std::optional<std::uint32_t> line_with_deep_key(std::string_view text) {
  std::uint32_t line = 1;
  int dots = 0;    // since the last character that cannot be in a key
  char quote = 0;  // the quote of the string that is open, if any
  bool in_comment = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') {
      ++line;
      dots = 0;
      quote = 0;
      in_comment = false;
    } else if (in_comment) {
      continue;
    } else if (quote != 0) {
      if (c == '\\' && quote == '"') ++at;
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '#') {
      in_comment = true;
    } else if (c == '.') {
      if (++dots > max_dots) return line;
    } else if (c == ',' || c == '=' || c == '{' || c == '[') {
      dots = 0;
    }
  }
  return std::nullopt;
}

}  // namespace brink
