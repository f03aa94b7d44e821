// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace brink {

/// The keys that a name - a classifier type, or a weight kind - takes besides
/// the ones that all take.
struct KeyRow {
  std::string_view name;
  std::vector<std::string_view> keys;
};

/// One row per classifier type, beside `name` and `type`. A type that takes
/// `weights` also takes the keys of the chosen weight kind. A key that no type
/// had before also wants its reader in classifier_section.cpp.
std::span<const KeyRow> classifier_types();

/// Types that see level counts and nothing else: what the multinomial sampler draws.
std::span<const std::string_view> level_count_types();

/// One row per kind of half-space weights; the first is the default.
std::span<const KeyRow> weight_kinds();

/// The names of the rows, in their order.
std::vector<std::string_view> row_names(std::span<const KeyRow> rows);

/// The row of that name, or null.
const KeyRow* find_row(std::span<const KeyRow> rows, std::string_view name);

}  // namespace brink
