// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace brink {

inline constexpr const char* deep_key_message = "a dotted key has more than 16 parts";

/// The number, from 1, of the first line with a dotted key of more than 16 parts. toml++ nests
/// one table per part and frees them by recursion, so that a key of some ten thousand parts would
/// overflow the stack. No key of Brink has more than 4 parts.
std::optional<std::uint32_t> line_with_deep_key(std::string_view text);

}  // namespace brink
