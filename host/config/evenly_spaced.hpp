// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace brink {

/// `count` evenly spaced numbers from `start` to `stop`, computed from the shortest decimals of
/// these two. Each number is computed exactly and then rounded once. A short decimal such as 0.3
/// thereby becomes the double that a reader of "0.3" gets. (Subnormal numbers, below 2^-1022, may
/// be rounded twice.)
/// @param start, stop finite, 0 <= start <= stop
/// @param count at least 1; with 1 the only number is `start`
std::vector<double> evenly_spaced(double start, double stop, std::size_t count);

}  // namespace brink
