// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host/config/value.hpp"

namespace brink {

/// Parses a TOML 1.0 document to a table whose entries keep the file's order.
/// Throws brink::Error (Exit::usage) with the place, the offending line and what
/// is wrong with it where the text is not TOML.
Value parse_toml(std::string_view text, std::string_view file);

/// The one TOML value that `text` spells, or what is wrong with it.
struct ParsedValue {
  std::optional<Value> value;
  std::string error;
};
ParsedValue parse_toml_value(std::string_view text);

}  // namespace brink
