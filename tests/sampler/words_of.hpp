// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace brink {

/// [outcome] how many of the 2^64 words give it, computed from an alias table's columns by their
/// definition. A whole 2^64 wraps to 0.
inline std::vector<std::uint64_t> words_of(const std::vector<std::uint64_t>& columns) {
  const std::uint64_t size = columns.size();
  const std::uint64_t height = ~std::uint64_t{0} / size + 1;  // of a column, exactly 2^64/size
  std::vector<std::uint64_t> words(columns.size());
  for (std::uint64_t own = 0; own < size; ++own) {
    const std::uint64_t cut = columns[own] / size, alias = columns[own] % size;
    words[own] += cut;
    words[alias] += height - cut;
  }
  return words;
}

}  // namespace brink
