// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/toml_reader.hpp"

#include <toml++/toml.h>

#include <algorithm>

#include "host/config/key_depth.hpp"
#include "host/config/spelling.hpp"
#include "host/config/syntax_error.hpp"
#include "host/config/text.hpp"

namespace brink {
namespace {

Origin origin_of(const toml::source_region& region) {
  return {std::max(region.begin.line, 1U), std::max(region.begin.column, 1U), {}};
}

bool written_before(const Entry& a, const Entry& b) {
  return a.origin.line != b.origin.line ? a.origin.line < b.origin.line
                                        : a.origin.column < b.origin.column;
}

Value converted(const toml::node& node, SpellingReader& spellings) {
  Value value;
  value.origin = origin_of(node.source());
  switch (node.type()) {
    case toml::node_type::table:
      value.kind = Kind::table;
      for (const auto& [key, child] : *node.as_table()) {
        value.entries.push_back(
            {std::string(key.str()), origin_of(key.source()), converted(child, spellings)});
      }
      std::stable_sort(value.entries.begin(), value.entries.end(), written_before);
      break;
    case toml::node_type::array:
      value.kind = Kind::list;
      for (const toml::node& item : *node.as_array()) {
        value.items.push_back(converted(item, spellings));
      }
      break;
    case toml::node_type::integer:
      value.kind = Kind::integer;
      value.integer = node.as_integer()->get();
      value.spelling = spellings.at(value.origin);
      break;
    case toml::node_type::floating_point:
      value.kind = Kind::real;
      value.real = node.as_floating_point()->get();
      value.spelling = spellings.at(value.origin);
      break;
    case toml::node_type::string:
      value.kind = Kind::text;
      value.text = node.as_string()->get();
      break;
    case toml::node_type::boolean:
      value.kind = Kind::boolean;
      value.boolean = node.as_boolean()->get();
      break;
    default:
      value.kind = Kind::time;
  }
  return value;
}

/// Throws at the first byte that cannot be in a text. Files of other kinds soon have such a byte.
void refuse_binary(std::string_view text, std::string_view file) {
  const std::size_t at = std::min(utf8_prefix(text), text.find('\0'));
  if (at >= text.size()) return;
  const bool utf16 = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
  const auto line = static_cast<std::uint32_t>(std::count(text.begin(), text.begin() + at, '\n'));
  const std::size_t line_end = text.substr(0, at).rfind('\n');
  const std::size_t line_begin = line_end == text.npos ? 0 : line_end + 1;
  refuse_syntax(text, file, {line + 1, static_cast<std::uint32_t>(at - line_begin) + 1, {}},
                utf16              ? "UTF-16, not UTF-8"
                : text[at] == '\0' ? "a NUL byte"
                                   : "bytes that are not UTF-8");
}

}  // namespace

Value parse_toml(std::string_view text, std::string_view file) {
  refuse_binary(text, file);
  if (const auto line = line_with_deep_key(text)) {
    refuse_syntax(text, file, {*line, 1, {}}, deep_key_message);
  }
  try {
    SpellingReader spellings(text);
    Value root = converted(toml::parse(text, file), spellings);
    root.origin = {};
    return root;
  } catch (const toml::parse_error& error) {
    refuse_syntax(text, file, origin_of(error.source()), error.description());
  }
}

ParsedValue parse_toml_value(std::string_view text) {
  const std::string document = "value = " + std::string(text);
  if (line_with_deep_key(document)) return {std::nullopt, deep_key_message};
  try {
    const toml::table table = toml::parse(std::string_view(document));
    if (table.size() != 1) return {std::nullopt, "more than one value"};
    SpellingReader spellings(document);
    return {converted(table.begin()->second, spellings), {}};
  } catch (const toml::parse_error& error) {
    return {std::nullopt, std::string(error.description())};
  }
}

}  // namespace brink
