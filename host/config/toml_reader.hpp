// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host/config/value.hpp"

namespace brink {

/// Parses a TOML 1.0 document to a table whose entries keep the order of the file. Where the text
/// is not TOML, throws brink::Error (Exit::usage) with the place, the offending line and what is
/// wrong with it.
Value parse_toml(std::string_view text, std::string_view file);

/// The one TOML value that a text contains, or what is wrong with the text.
struct ParsedValue {
  std::optional<Value> value;
  std::string error;
};
ParsedValue parse_toml_value(std::string_view text);

}  // namespace brink
