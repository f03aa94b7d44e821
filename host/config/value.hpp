// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace brink {

/// Where a value was written: line and column of the file, both from 1, or the key of a `--set
/// KEY=VALUE`.
struct Origin {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  std::string override_key;  ///< empty where the value is from the file
};

enum class Kind { table, list, integer, real, text, boolean, time };

struct Entry;

/// A TOML value and its origin. `kind` says which member holds the value.
struct Value {
  Kind kind = Kind::table;
  Origin origin;
  std::int64_t integer = 0;
  double real = 0;
  bool boolean = false;
  std::string spelling;  ///< for an integer or a real: as the user wrote it
  std::string text;
  std::vector<Value> items;    ///< of a list
  std::vector<Entry> entries;  ///< of a table, in the order in which they were written

  /// The value of this table's key, or null. Null as well for a value that is not a table.
  const Value* find(std::string_view key) const;
  Value* find(std::string_view key);
};

struct Entry {
  std::string key;
  Origin origin;
  Value value;
};

/// The value in words, such as `the integer 5` or `a table`, for "... is not a list".
std::string describe(const Value& value);

/// One part of a dotted path: the key, in quotes where TOML needs them.
std::string key_text(std::string_view key);

/// `path.key`, or the key alone where the path is empty.
std::string joined_path(std::string_view path, std::string_view key);

}  // namespace brink
