// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "host/config/config.hpp"
#include "host/config/node.hpp"

namespace brink {

/// The keys that a name (a classifier type, or a kind of weights) takes in addition to the keys
/// that all names take.
struct KeyRow {
  std::string_view name;
  std::vector<std::string_view> keys;
};

/// One row per classifier type, without `name` and `type`. A type that takes `weights` also takes
/// the keys of the chosen kind of weights. Every key has its row in classifier_keys.cpp.
std::span<const KeyRow> classifier_types();

/// The types that need level counts only, which the multinomial sampler draws.
std::span<const std::string_view> level_count_types();

/// The types that can be judged by counts, which the sampler `counts` draws.
std::span<const std::string_view> counted_types();

/// The types whose scores have a tail to which images can be tilted, by the sampler `tilted`.
std::span<const std::string_view> tilted_types();

/// One row per kind of half-space weights; the first is the default.
std::span<const KeyRow> weight_kinds();

/// The keys that a classifier takes in addition to `name` and `type`: those of its type and,
/// where the type takes `weights`, those of this kind of weights. Both arguments must be names of
/// rows.
std::vector<std::string_view> keys_taken(std::string_view type, std::string_view weights);

/// Whether the key is one of these, and says something of this class: with a file nothing is drawn
/// from a seed, and with a threshold no coverage is wanted.
bool takes_key(const ClassifierConfig& classifier, std::string_view key);

/// The names of the rows, in their order.
std::vector<std::string_view> row_names(std::span<const KeyRow> rows);

/// The row whose name a node holds. `what` says what kind of name it is, such as "type".
/// @throw Error(Exit::usage) with a suggestion where there is none
const KeyRow& read_row(const Node& node, std::span<const KeyRow> rows, std::string_view what);

/// The row of that name, or null.
const KeyRow* find_row(std::span<const KeyRow> rows, std::string_view name);

}  // namespace brink
