// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "host/config/value.hpp"

namespace brink {

/// What takes the place of a path in a config: tables of what its file holds.

Value text_value(const Origin& origin, const std::string& text);
Value integer_value(const Origin& origin, std::int64_t integer);

/// A path that a config names; a relative one starts in the folder of the config.
std::string path_from(const std::string& config_file, const std::string& path);

}  // namespace brink
