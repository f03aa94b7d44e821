// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace brink {

/// Lines of cells, set in right-aligned columns.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header) : lines_{std::move(header)} {}

  /// @param line as many cells as the header, in ASCII
  void add(std::vector<std::string> line) { lines_.push_back(std::move(line)); }

  /// Width of the text in columns.
  std::size_t width() const;

  /// Drops one column.
  void drop(std::size_t column);

  /// The table, each line with a newline.
  std::string text() const;

 private:
  std::vector<std::size_t> column_widths() const;

  std::vector<std::vector<std::string>> lines_;
};

}  // namespace brink
