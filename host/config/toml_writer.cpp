// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/toml_writer.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "host/config/text.hpp"

namespace brink {
namespace {

std::string string_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (has_control_characters({&c, 1})) {
      result += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string key_in_toml(std::string_view key) {
  const std::string text = key_text(key);
  return text == key ? text : string_text(key);
}

std::string inline_text(const Value& value) {
  std::string parts;
  switch (value.kind) {
    case Kind::table:
      for (const Entry& entry : value.entries) {
        parts += fmt::format("{}{} = {}", parts.empty() ? "" : ", ", key_in_toml(entry.key),
                             inline_text(entry.value));
      }
      return "{ " + parts + " }";
    case Kind::list:
      for (const Value& item : value.items) {
        parts += (parts.empty() ? "" : ", ") + inline_text(item);
      }
      return "[" + parts + "]";
    case Kind::integer:
    case Kind::real:
      return value.spelling;
    case Kind::text:
      return string_text(value.text);
    case Kind::boolean:
      return value.boolean ? "true" : "false";
    case Kind::time:
      break;  // the contract excludes these
  }
  return {};
}

bool is_list_of_tables(const Value& value) {
  return value.kind == Kind::list && !value.items.empty() &&
         std::all_of(value.items.begin(), value.items.end(),
                     [](const Value& item) { return item.kind == Kind::table; });
}

std::string entry_lines(const Value& table) {
  std::string lines;
  for (const Entry& entry : table.entries) {
    lines += fmt::format("{} = {}\n", key_in_toml(entry.key), inline_text(entry.value));
  }
  return lines;
}

}  // namespace

std::string to_toml(const Value& table) {
  Value plain;  // the plain entries of a document come before its first header
  std::string sections;
  for (const Entry& entry : table.entries) {
    const std::string key = key_in_toml(entry.key);
    if (entry.value.kind == Kind::table) {
      sections += fmt::format("\n[{}]\n{}", key, entry_lines(entry.value));
    } else if (is_list_of_tables(entry.value)) {
      for (const Value& item : entry.value.items) {
        sections += fmt::format("\n[[{}]]\n{}", key, entry_lines(item));
      }
    } else {
      plain.entries.push_back(entry);
    }
  }
  const std::string document = entry_lines(plain) + sections;
  return document.starts_with('\n') ? document.substr(1) : document;
}

}  // namespace brink
