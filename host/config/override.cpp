// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/override.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "host/config/node.hpp"
#include "host/config/suggest.hpp"
#include "host/config/text.hpp"
#include "host/config/toml_reader.hpp"

namespace brink {
namespace {

constexpr std::string_view setting_form = "--set KEY=VALUE, such as run.samples=1000";

/// The most parts of a key. Each part is a nested table, and the deepest key of Brink has four.
constexpr std::size_t max_parts = 16;

[[noreturn]] void refuse_setting(std::string_view key, std::string_view path, std::string_view what,
                                 std::string_view accepted) {
  refuse({}, {1, 1, std::string(key)}, path, what, accepted);
}

/// A setting, split at the first `=` outside quotes.
struct Setting {
  std::string key;  ///< as the user wrote it
  std::vector<std::string> parts;
  std::string_view value;
};

Setting split(std::string_view setting) {
  Setting result;
  std::string part;
  bool in_quotes = false;  // whether the part, or some of it, is in quotes
  bool in_index = false;   // whether the part is an index, as in `n[1]`
  bool index_closed = false;
  char quote = 0;
  const auto close_part = [&] {
    if (!in_quotes) part = trimmed(part);
    if (index_closed && part.empty()) {
      index_closed = false;
      return;
    }
    if ((part.empty() && !in_quotes) || in_index || index_closed) {
      refuse_setting(excerpt(setting), "key", "a part of the key cannot be read", setting_form);
    }
    result.parts.push_back(std::move(part));
    part.clear();
    in_quotes = false;
  };
  for (std::size_t at = 0; at < setting.size(); ++at) {
    const char c = setting[at];
    if (quote != 0 && c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
      in_quotes = true;
    } else if (quote == 0 && (c == '.' || c == '=')) {
      close_part();
      if (c == '.') continue;
      result.key = trimmed(setting.substr(0, at));
      result.value = trimmed(setting.substr(at + 1));
      return result;
    } else if (quote == 0 && c == '[') {
      close_part();
      in_index = true;
    } else if (quote == 0 && c == ']' && in_index) {
      in_index = false;
      close_part();
      index_closed = true;
    } else {
      part += c;
    }
  }
  refuse_setting(excerpt(setting), "key", "no \"=\" follows the key", setting_form);
}

void stamp(Value& value, const std::string& key) {
  value.origin = {1, 1, key};
  for (Value& item : value.items) stamp(item, key);
  for (Entry& entry : value.entries) {
    entry.origin = {1, 1, key};
    stamp(entry.value, key);
  }
}

/// Whether the text can only be meant as a word, because no character in it has a meaning in
/// TOML.
bool is_bare_word(std::string_view text) {
  return !text.empty() && utf8_prefix(text) == text.size() && !has_control_characters(text) &&
         text.find_first_of("\"'[]{},=#\\") == text.npos;
}

Value read_value(const Setting& setting) {
  ParsedValue parsed = parse_toml_value(setting.value);
  if (!parsed.value && is_bare_word(setting.value)) {
    parsed.value.emplace();
    parsed.value->kind = Kind::text;
    parsed.value->text = setting.value;
  }
  if (!parsed.value) {
    refuse_setting(setting.key, setting.key,
                   excerpt(setting.value) + " is not TOML: " + parsed.error,
                   "a TOML value, or a bare word, which is a string");
  }
  stamp(*parsed.value, setting.key);
  return *parsed.value;
}

/// The name by which a table of a list can be chosen: its name, otherwise its type.
std::string_view name_of(const Value& item) {
  const Value* name = item.find("name");
  if (name == nullptr) name = item.find("type");
  return name != nullptr && name->kind == Kind::text ? std::string_view(name->text)
                                                     : std::string_view();
}

Value& item_of(Value& list, const std::string& part, const Setting& setting,
               const std::string& path) {
  std::vector<std::string_view> names;
  for (Value& item : list.items) {
    const std::string_view name = name_of(item);
    if (!name.empty() && name == part) return item;
    if (!name.empty()) names.push_back(name);
  }
  std::size_t index = 0;
  const char* end = part.data() + part.size();
  const auto [stop, error] = std::from_chars(part.data(), end, index);
  if (error == std::errc() && stop == end && index < list.items.size()) return list.items[index];
  const std::string hint = did_you_mean(part, names);
  std::string accepted = list.items.empty() ? "nothing, as the list is empty"
                                            : "index 0 to " + std::to_string(list.items.size() - 1);
  if (!names.empty()) accepted += ", or a name: " + comma_list(names);
  refuse_setting(setting.key, joined_path(path, part),
                 "there is no such item" + (hint.empty() ? "" : ", " + hint), accepted);
}

/// The value at `part` of a table or list. A table without it gets a new, empty table there.
Value& step(Value& at, const std::string& part, const Setting& setting, const std::string& path) {
  if (at.kind == Kind::list) return item_of(at, part, setting, path);
  if (at.kind != Kind::table) {
    refuse_setting(setting.key, path, describe(at) + " has no keys", "a key of a table");
  }
  if (Value* found = at.find(part)) return *found;
  Entry entry;
  entry.key = part;
  entry.origin = {1, 1, setting.key};
  stamp(entry.value, setting.key);
  at.entries.push_back(std::move(entry));
  return at.entries.back().value;
}

}  // namespace

void apply_override(Value& root, std::string_view text) {
  const Setting setting = split(text);
  if (utf8_prefix(setting.key) != setting.key.size() || setting.parts.size() > max_parts) {
    refuse_setting(setting.key, "key", "the key is not UTF-8 or has too many parts", setting_form);
  }
  Value value = read_value(setting);
  Value* at = &root;
  std::string path;
  for (const std::string& part : setting.parts) {
    at = &step(*at, part, setting, path);
    path = joined_path(path, part);
  }
  *at = std::move(value);
}

}  // namespace brink
