// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/value.hpp"

#include <algorithm>

#include "host/config/text.hpp"

namespace brink {
namespace {

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

}  // namespace

const Value* Value::find(std::string_view key) const {
  if (kind != Kind::table) return nullptr;
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &found->value;
}

Value* Value::find(std::string_view key) {
  return const_cast<Value*>(static_cast<const Value*>(this)->find(key));
}

std::string describe(const Value& value) {
  switch (value.kind) {
    case Kind::table:
      return "a table";
    case Kind::list:
      return "a list";
    case Kind::integer:
      return "the integer " + value.spelling;
    case Kind::real:
      return "the number " + value.spelling;
    case Kind::text:
      return "the string " + excerpt(value.text);
    case Kind::boolean:
      return value.boolean ? "true" : "false";
    case Kind::time:
      return "a date or time";
  }
  return "an unknown value";
}

std::string key_text(std::string_view key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), is_bare);
  return bare ? std::string(key) : excerpt(key);
}

std::string joined_path(std::string_view path, std::string_view key) {
  return path.empty() ? key_text(key) : std::string(path) + "." + key_text(key);
}

}  // namespace brink
