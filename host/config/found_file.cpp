// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/found_file.hpp"

#include <filesystem>

namespace brink {

Value text_value(const Origin& origin, const std::string& text) {
  Value value;
  value.kind = Kind::text;
  value.origin = origin;
  value.text = text;
  return value;
}

Value integer_value(const Origin& origin, std::int64_t integer) {
  Value value;
  value.kind = Kind::integer;
  value.origin = origin;
  value.integer = integer;
  value.spelling = std::to_string(integer);
  return value;
}

std::string path_from(const std::string& config_file, const std::string& path) {
  namespace fs = std::filesystem;
  const fs::path given = path;
  return (given.is_relative() ? fs::path(config_file).parent_path() / given : given).string();
}

}  // namespace brink
