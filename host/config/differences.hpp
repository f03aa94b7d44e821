// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host/config/config.hpp"

namespace brink {

/// A key to which two configs give different values.
struct Difference {
  std::string key;     ///< "run.seed", "classifier.gauss.weights"
  std::string before;  ///< its value as text, or "missing"
  std::string after;
  /// Whether what was computed under the first config remains a part of what the second asks for.
  /// That is so if samples or cells were added, or if only tables derived from the tallies
  /// (radii, quantiles, confidence) differ.
  bool more_work = false;
};

/// All keys in which `after` differs from `before`. The function compares values, not texts, so
/// comments and explicit defaults are no difference. Another order of a list changes only the
/// tables.
std::vector<Difference> differences(const Config& before, const Config& after);

}  // namespace brink
