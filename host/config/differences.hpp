// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host/config/config.hpp"

namespace brink {

/// A key that two configs give different values.
struct Difference {
  std::string key;     ///< "run.seed", "classifier.gauss.weights"
  std::string before;  ///< its value as text, or "missing"
  std::string after;
  /// What was computed under the first config is still a part of what the second
  /// asks for: samples or cells were added, or only tables derived from the
  /// tallies (radii, quantiles, confidence) differ.
  bool more_work = false;
};

/// All keys in which `after` differs from `before`. Values are compared, not
/// texts: comments and defaults written out are no difference. Another order of a
/// list is one that only tables follow.
std::vector<Difference> differences(const Config& before, const Config& after);

}  // namespace brink
