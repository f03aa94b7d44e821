// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host/config/value.hpp"

namespace brink {

/// Writes the table as a TOML 1.0 document that parses back to the same values. Its tables get
/// [headers], its lists of tables [[headers]]. What is nested deeper is written inline. The table
/// must not contain a date or a time.
std::string to_toml(const Value& table);

}  // namespace brink
