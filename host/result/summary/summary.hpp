// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host/result/results.hpp"

namespace brink {

/// What `brink run` prints: for each classifier, bit depth and p (and channel
/// count, where there are several) the median distance at each n, and the fitted
/// exponent of n beside the theory's 1/max(p,1). At most 100 columns wide: of
/// longer lists of n the middle is left out, and said to be. Ends with a newline.
std::string summary_table(const Results& results);

/// The same as JSON for `--json`, and for each cell its counts and the moved
/// fraction with its interval at each radius. Infinity is the string "inf"; what
/// is not known is null. One line, without a newline.
std::string summary_json(const Results& results);

}  // namespace brink
