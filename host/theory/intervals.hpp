// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace brink {

/// A closed interval of probabilities.
struct Interval {
  double lower, upper;
};

/// Two-sided Clopper-Pearson interval of a binomial proportion: each side misses
/// the truth with probability at most (1 - confidence)/2.
///
/// @param successes images counted, at most `trials`
/// @param trials    images drawn, up to 2^48; no trials give [0, 1]
/// @param confidence in (0, 1)
/// @return lower is exactly 0 without a success, upper exactly 1 without a failure
/// @throw std::invalid_argument outside these ranges
Interval clopper_pearson(std::uint64_t successes, std::uint64_t trials, double confidence);

}  // namespace brink
