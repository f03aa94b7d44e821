// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/summary/text_table.hpp"

#include <algorithm>
#include <iterator>

namespace brink {
namespace {

/// Blanks before each column.
constexpr std::size_t gap = 2;

}  // namespace

std::vector<std::size_t> TextTable::column_widths() const {
  std::vector<std::size_t> widths(lines_.front().size(), 0);
  for (const auto& line : lines_) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  }
  return widths;
}

std::size_t TextTable::width() const {
  std::size_t sum = 0;
  for (const std::size_t width : column_widths()) sum += gap + width;
  return sum;
}

void TextTable::drop(std::size_t column) {
  for (auto& line : lines_)
    line.erase(std::next(line.begin(), static_cast<std::ptrdiff_t>(column)));
}

std::string TextTable::text() const {
  const std::vector<std::size_t> widths = column_widths();
  std::string text;
  for (const auto& line : lines_) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      text.append(gap + widths[i] - line[i].size(), ' ');
      text += line[i];
    }
    text += '\n';
  }
  return text;
}

}  // namespace brink
