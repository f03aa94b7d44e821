// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/config/value.hpp"

namespace brink {

/// A value of the config, together with what an error about it must say. Refers to a file name
/// and a value tree that must outlive it.
struct Node {
  std::string_view file;  ///< name of the config file
  std::string path;       ///< `sweep.n[2]`; empty: the whole config
  const Value* value;
};

/// Throws the error of a config: Exit::usage and, on one line, `FILE:LINE:COLUMN: PATH: WHAT;
/// accepted: ACCEPTED`. For a value from the command line, `--set KEY` stands in place of the
/// file and its line.
[[noreturn]] void refuse(std::string_view file, const Origin& origin, std::string_view path,
                         std::string_view what, std::string_view accepted);
[[noreturn]] void refuse(const Node& node, std::string_view what, std::string_view accepted);

/// `FILE:LINE:COLUMN: PATH`, as errors of this value begin.
std::string place_of(const Node& node);

/// `refuse` with "20000 is out of range" for the node's own value.
[[noreturn]] void refuse_range(const Node& node, std::string_view accepted);

/// `refuse` with "a table is not a list" for the node's own value.
[[noreturn]] void refuse_type(const Node& node, std::string_view wanted, std::string_view accepted);

/// The value of a table's key, or nothing where the table does not have the key.
std::optional<Node> child(const Node& table, std::string_view key);

/// The value of a table's key. Throws where the key is missing.
Node required(const Node& table, std::string_view key, std::string_view accepted);

/// The table under a key, or an empty table where the key is missing. Throws where the key holds
/// something else.
Node section(const Node& table, std::string_view key);

/// Throws at the first key of the table that is not among `keys`.
void refuse_other_keys(const Node& table, std::span<const std::string_view> keys);

/// The words as "a, b, c".
std::string comma_list(std::span<const std::string_view> words);

}  // namespace brink
