// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/summary/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/config/text.hpp"

namespace brink::json {
namespace {

/// Characters below this one must be escaped in JSON.
constexpr unsigned char first_printable = 0x20;

constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

}  // namespace

std::string text(std::string_view value) {
  std::string quoted = "\"";
  for (std::size_t at = 0; at < value.size();) {
    const char c = value[at];
    const std::size_t length = utf8_length(value, at);
    if (length == 0) {
      quoted += replacement_character;
    } else if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (static_cast<unsigned char>(c) < first_printable) {
      quoted += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      quoted += value.substr(at, length);
    }
    at += std::max<std::size_t>(length, 1);
  }
  return quoted + '"';
}

std::string real(double value) {
  if (std::isnan(value)) return "null";
  if (std::isinf(value)) return value > 0 ? "\"inf\"" : "\"-inf\"";
  return fmt::format("{}", value);
}

std::string list(const std::vector<std::string>& values) {
  return fmt::format("[{}]", fmt::join(values, ", "));
}

std::string object(const std::vector<std::pair<std::string, std::string>>& members) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : members) parts.push_back(text(name) + ": " + value);
  return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

}  // namespace brink::json
