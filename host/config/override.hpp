// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "host/config/value.hpp"

namespace brink {

/// Applies one `--set KEY=VALUE` to the config's table. KEY is a dotted path. A part of it that
/// contains dots or other marks stands in quotes. An item of a list is named by its index from 0
/// (`classifier.0.seed`, `sweep.n[1]`) or, if it is a table, by its name
/// (`classifier.gaussian.seed`). Missing keys are created. VALUE is TOML; a bare word that is not
/// TOML is a string. Throws brink::Error (Exit::usage) that names `--set KEY` where the setting
/// cannot be read or does not lead to a place in the config.
void apply_override(Value& root, std::string_view setting);

}  // namespace brink
