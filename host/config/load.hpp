// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/config/config.hpp"

namespace brink {

/// Reads and checks a config (spec, section 5) of TOML text, with the `--set
/// KEY=VALUE` settings `overrides` applied in their order.
/// `source_name` is the file that errors name and whose stem is `Config::name`.
/// `Config::text` is `text` itself where there are no overrides, else the table
/// with them, written as TOML; it parses back to the same Config.
/// Throws brink::Error (Exit::usage) with one line: `FILE:LINE:COLUMN: KEY: what
/// is wrong; accepted: what would be right`, or `--set KEY` for the place.
Config parse_config(std::string_view text, const std::string& source_name,
                    const std::vector<std::string>& overrides);

/// `parse_config` for the file at `path`; throws alike where it cannot be read.
Config load_config(const std::string& path, const std::vector<std::string>& overrides);

}  // namespace brink
