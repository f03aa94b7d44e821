// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/spelling.hpp"

#include "host/config/text.hpp"

namespace brink {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // does not count as a column

/// Every character that a number of TOML may contain, including those of `0xCAFE` and `inf`.
constexpr std::string_view number_characters =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_+-.";

}  // namespace

SpellingReader::SpellingReader(std::string_view text) : text_(text) {
  lines_.push_back(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
  for (std::size_t at = 0; (at = text.find('\n', at)) != text.npos;) lines_.push_back(++at);
}

std::string SpellingReader::at(const Origin& origin) {
  if (origin.line != line_ || origin.column < column_) {
    line_ = origin.line;
    column_ = 1;
    offset_ = lines_.at(line_ - 1);
  }
  for (; column_ < origin.column && offset_ < text_.size(); ++column_) {
    offset_ += utf8_length(text_, offset_);
  }
  const std::string_view rest = text_.substr(offset_);
  return std::string(rest.substr(0, rest.find_first_not_of(number_characters)));
}

}  // namespace brink
