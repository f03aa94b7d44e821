// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "host/config/value.hpp"

namespace brink {

/// Throws brink::Error (Exit::usage) for text that is not TOML. The one line of the message shows
/// the line at `origin`. Where the error is before that line has a value, the message also shows
/// the last line with a key above it, whose value may be unfinished.
[[noreturn]] void refuse_syntax(std::string_view text, std::string_view file, const Origin& origin,
                                std::string_view description);

}  // namespace brink
