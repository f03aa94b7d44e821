// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/config/class_name.hpp"
#include "host/config/config.hpp"

namespace brink {

/// The name of a config's file, without folder and extension.
std::string config_name(const std::string& path);

/// Reads and checks a config (docs/spec/config.md) of TOML text, with the `--set KEY=VALUE`
/// settings `overrides` applied in their order. Errors name the file `source_name`; its stem is
/// `Config::name`. Without overrides and images, `Config::text` is `text` itself; else it is
/// the changed table, written as TOML, which parses back to the same Config. Throws brink::Error
/// (Exit::usage) with one line: `FILE:LINE:COLUMN: KEY: what is wrong; accepted: what would be
/// right`, with `--set KEY` as the place where that is at fault.
Config parse_config(std::string_view text, const std::string& source_name,
                    const std::vector<std::string>& overrides,
                    ClassNames class_names = ClassNames::portable);

/// Does the same as `parse_config` for the file at `path`, or for standard input where `path` is
/// `-`. Throws the same error where the config cannot be read.
Config load_config(const std::string& path, const std::vector<std::string>& overrides,
                   ClassNames class_names = ClassNames::portable);

}  // namespace brink
