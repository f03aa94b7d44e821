// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace brink::json {

/// A text in quotes; quotes, backslashes and control characters escaped, U+FFFD in place of
/// each byte that is not UTF-8.
std::string text(std::string_view value);

/// A number that reads back as the same double; null for NaN, and the strings
/// "inf" and "-inf", as JSON has no infinity.
std::string real(double value);

/// Readers that take every number for a double can tell all integers up to this one apart.
inline constexpr std::int64_t largest_number = std::int64_t{1} << 53;

/// A number; beyond +-2^53, where most readers would round it, its digits as a string.
std::string integer(std::integral auto value) {
  const bool exact =
      std::cmp_less_equal(value, largest_number) && std::cmp_greater_equal(value, -largest_number);
  return exact ? std::to_string(value) : '"' + std::to_string(value) + '"';
}

/// A list of JSON values.
std::string list(const std::vector<std::string>& values);

/// An object of names and JSON values, in this order.
std::string object(const std::vector<std::pair<std::string, std::string>>& members);

}  // namespace brink::json
