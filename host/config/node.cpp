// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/node.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "host/config/suggest.hpp"
#include "host/config/text.hpp"
#include "host/error.hpp"

namespace brink {
namespace {

const Value empty_table;

std::string place(std::string_view file, const Origin& origin) {
  if (!origin.override_key.empty()) return "--set " + origin.override_key;
  return fmt::format("{}:{}:{}", file, origin.line, origin.column);
}

}  // namespace

void refuse(std::string_view file, const Origin& origin, std::string_view path,
            std::string_view what, std::string_view accepted) {
  throw Error(Exit::usage, printable(fmt::format("{}: {}: {}; accepted: {}", place(file, origin),
                                                 path, what, accepted)));
}

void refuse(const Node& node, std::string_view what, std::string_view accepted) {
  refuse(node.file, node.value->origin, node.path, what, accepted);
}

std::string place_of(const Node& node) {
  return printable(fmt::format("{}: {}", place(node.file, node.value->origin), node.path));
}

void refuse_range(const Node& node, std::string_view accepted) {
  const std::string& spelling = node.value->spelling;
  refuse(node, (spelling.empty() ? describe(*node.value) : spelling) + " is out of range",
         accepted);
}

void refuse_type(const Node& node, std::string_view wanted, std::string_view accepted) {
  refuse(node, fmt::format("{} is not {}", describe(*node.value), wanted), accepted);
}

std::optional<Node> child(const Node& table, std::string_view key) {
  const Value* value = table.value->find(key);
  if (value == nullptr) return std::nullopt;
  return Node{table.file, joined_path(table.path, key), value};
}

Node required(const Node& table, std::string_view key, std::string_view accepted) {
  if (auto found = child(table, key)) return *found;
  refuse(table.file, table.value->origin, joined_path(table.path, key), "missing", accepted);
}

Node section(const Node& table, std::string_view key) {
  const auto found = child(table, key);
  if (!found) return {table.file, joined_path(table.path, key), &empty_table};
  if (found->value->kind != Kind::table) {
    refuse_type(*found, "a table", fmt::format("a table, [{}]", found->path));
  }
  return *found;
}

void refuse_other_keys(const Node& table, std::span<const std::string_view> keys) {
  for (const Entry& entry : table.value->entries) {
    if (std::find(keys.begin(), keys.end(), entry.key) != keys.end()) continue;
    const std::string hint = did_you_mean(entry.key, keys);
    refuse(table.file, entry.origin, joined_path(table.path, entry.key),
           fmt::format("unknown key{}{}", hint.empty() ? "" : ", ", hint), comma_list(keys));
  }
}

std::string comma_list(std::span<const std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) {
    if (!list.empty()) list += ", ";
    list += word;
  }
  return list;
}

}  // namespace brink
