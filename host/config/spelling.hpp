// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host/config/value.hpp"

namespace brink {

/// Finds how numbers are written in a document, such as `1e6`, `0x10` or `1_000.50`, because the
/// TOML library does not keep that. Refers to a text that must outlive it. Numbers of one line
/// are found quickest from left to right.
class SpellingReader {
 public:
  explicit SpellingReader(std::string_view text);

  /// The number that starts at this line and column of the text. Columns count code points.
  std::string at(const Origin& origin);

 private:
  std::string_view text_;
  std::vector<std::size_t> lines_;  ///< where each line begins
  std::uint32_t line_ = 0;          ///< line of the place that was looked up last
  std::uint32_t column_ = 0;
  std::size_t offset_ = 0;
};

}  // namespace brink
