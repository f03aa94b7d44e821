// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host/config/config.hpp"

namespace brink {

/// A key at which two configs differ, and its values as TOML would have them.
struct Difference {
  std::string key;  ///< "run.seed", "classifier.gaussian.weights"
  std::string before, after;
};

/// Every key at which the settings differ, in the order of spec, section 5, what
/// the configs do not write taken at its default. The file's name and text, and
/// how a value is written, are no settings. A classifier that only one of them has
/// differs as a whole.
std::vector<Difference> differences(const Config& first, const Config& second);

/// "KEY (A and B)" for each, separated by commas.
std::string difference_text(const std::vector<Difference>& differences);

}  // namespace brink
