// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/classifier_keys.hpp"

#include <algorithm>
#include <array>

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

std::span<const std::string_view> level_count_types() {
  static const std::vector<std::string_view> types = [] {
    std::vector<std::string_view> found;
    for_each_classifier(Classifiers{}, [&](auto classifier) {
      using Classifier = decltype(classifier);
      if (Classifier::statistic == Statistic::levels) found.push_back(Classifier::type);
    });
    return found;
  }();
  return types;
}

std::span<const KeyRow> weight_kinds() {
  static const std::array rows = {
      KeyRow{"rademacher", {}},
      KeyRow{"binomial", {}},
      KeyRow{"uniform", {"max_weight"}},
      KeyRow{"sparse", {"density"}},
  };
  return rows;
}

std::span<const std::string_view> later_classifier_types() {
  static constexpr std::array names = {"network"sv};
  return names;
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

}  // namespace brink
