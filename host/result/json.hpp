// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace brink::json {

/// A text in quotes; quotes, backslashes and control characters escaped.
std::string text(std::string_view value);

/// A number that reads back as the same double; null for NaN, and the strings
/// "inf" and "-inf", as JSON has no infinity.
std::string real(double value);

/// A number.
std::string integer(std::integral auto value) { return std::to_string(value); }

/// A list of JSON values.
std::string list(const std::vector<std::string>& values);

/// An object of names and JSON values, in this order.
std::string object(const std::vector<std::pair<std::string, std::string>>& members);

}  // namespace brink::json
