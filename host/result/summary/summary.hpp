// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host/result/results.hpp"

namespace brink {

/// What `brink run` prints. For each classifier, bit depth and p (and channel count, where there
/// are several) it gives the median distance at each n, and the fitted exponent of n beside the
/// theory's 1/max(p,1). The text is at most 100 columns wide: where a list of n is longer, its
/// middle is left out, and the text says so. It ends with a newline.
std::string summary_table(const Results& results);

/// The same as JSON for `--json`, with the counts of each cell and the moved fraction with its
/// interval at each radius. Infinity is the string "inf", and what is not known is null. It is one
/// line, without a newline.
std::string summary_json(const Results& results);

}  // namespace brink
