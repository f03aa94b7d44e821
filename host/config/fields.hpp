// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "host/config/node.hpp"

namespace brink {

/// Readers of single values. Each throws brink::Error (Exit::usage) that names the key, where the
/// value has the wrong type or is out of range. `accepted` is the end of the message.

/// An integer in low..high. A float that is whole counts as one, such as 1e6 or 8.0.
std::int64_t read_integer(const Node& node, std::int64_t low, std::int64_t high);

/// An integer, or a whole float, in 0..2^64-1. TOML's integers end at 2^63-1, so a string of
/// decimal digits, or of hexadecimal digits after 0x, is read as well.
std::uint64_t read_wide_integer(const Node& node);

/// A number, integer or float. NaN is out of range; infinities are not.
double read_number(const Node& node, std::string_view accepted);

/// A string.
std::string read_text(const Node& node, std::string_view accepted);

/// The items of a list that must not be empty.
std::vector<Node> read_items(const Node& node, std::string_view accepted);

/// The items of a list of integers in low..high without repetitions.
std::vector<std::uint32_t> read_integers(const Node& node, std::uint32_t low, std::uint32_t high);

/// Adds `value`, read from `node`, to the values seen. Throws if it was seen before.
template <typename T>
void refuse_repeat(const Node& node, const T& value, std::set<T>& seen) {
  if (!seen.insert(value).second) {
    refuse(node, describe(*node.value) + " is in the list twice", "every value once");
  }
}

}  // namespace brink
