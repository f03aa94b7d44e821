// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/classifier_types.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "host/config/fields.hpp"
#include "host/config/suggest.hpp"
#include "host/config/text.hpp"
#include "host/registry.hpp"

namespace brink {

using namespace std::string_view_literals;

std::span<const KeyRow> classifier_types() {
  static const std::vector<KeyRow> rows = [] {
    std::vector<KeyRow> types;
    for_each_classifier(Classifiers{}, [&](auto classifier) {
      using Classifier = decltype(classifier);
      types.push_back({Classifier::type, {Classifier::keys.begin(), Classifier::keys.end()}});
    });
    return types;
  }();
  return rows;
}

namespace {

/// The types whose statistic is accepted.
template <class Accept>
std::vector<std::string_view> types_of(const Accept& accept) {
  std::vector<std::string_view> found;
  for_each_classifier(Classifiers{}, [&](auto classifier) {
    using Classifier = decltype(classifier);
    if (accept(Classifier::statistic)) found.push_back(Classifier::type);
  });
  return found;
}

}  // namespace

std::span<const std::string_view> level_count_types() {
  static const auto types = types_of([](Statistic seen) { return seen == Statistic::levels; });
  return types;
}

std::span<const std::string_view> counted_types() {
  static const auto types = types_of([](Statistic seen) { return seen != Statistic::image; });
  return types;
}

std::span<const std::string_view> tilted_types() {
  static constexpr std::array types = {"brightness"sv, "halfspace"sv, "majority_bit"sv,
                                       "hamming_ball"sv};
  return types;
}

std::span<const KeyRow> weight_kinds() {
  static const std::array rows = {
      KeyRow{"rademacher", {}},
      KeyRow{"binomial", {}},
      KeyRow{"uniform", {"max_weight"}},
      KeyRow{"sparse", {"density"}},
      KeyRow{"file", {"file", "threshold"}},
  };
  return rows;
}

std::vector<std::string_view> keys_taken(std::string_view type, std::string_view weights) {
  std::vector<std::string_view> keys = find_row(classifier_types(), type)->keys;
  if (std::find(keys.begin(), keys.end(), "weights") == keys.end()) return keys;
  const std::vector<std::string_view>& more = find_row(weight_kinds(), weights)->keys;
  keys.insert(keys.end(), more.begin(), more.end());
  return keys;
}

bool takes_key(const ClassifierConfig& classifier, std::string_view key) {
  const std::vector<std::string_view> keys = keys_taken(classifier.type, classifier.weights);
  if (std::find(keys.begin(), keys.end(), key) == keys.end()) return false;
  const bool has_threshold = classifier.threshold != threshold_by_coverage;
  if (key == "threshold") return has_threshold;
  if (key == "coverage") return !has_threshold;
  if (key == "seed" || key == "prototypes" || key == "scores") return !classifier.has_file();
  return classifier.has_file() || (key != "file" && key != "cell");
}

std::vector<std::string_view> row_names(std::span<const KeyRow> rows) {
  std::vector<std::string_view> names;
  for (const KeyRow& row : rows) names.push_back(row.name);
  return names;
}

const KeyRow* find_row(std::span<const KeyRow> rows, std::string_view name) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const KeyRow& row) { return row.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

const KeyRow& read_row(const Node& node, std::span<const KeyRow> rows, std::string_view what) {
  const std::vector<std::string_view> names = row_names(rows);
  const std::string accepted = comma_list(names);
  const std::string name = read_text(node, accepted);
  if (const KeyRow* row = find_row(rows, name)) return *row;
  const std::string hint = did_you_mean(name, names);
  refuse(node,
         fmt::format("unknown {} {}{}{}", what, excerpt(name), hint.empty() ? "" : ", ", hint),
         accepted);
}

}  // namespace brink
