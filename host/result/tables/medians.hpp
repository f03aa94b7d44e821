// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/result/results.hpp"

namespace brink {

/// How the median distance of one classifier grows with n, everything else fixed.
struct MedianRow {
  std::size_t classifier = 0;  ///< its index in the config, as the next ones
  std::size_t channels = 0;
  std::size_t bit_depth = 0;
  std::size_t p = 0;
  bool bracketed = false;            ///< `median` is an upper end somewhere
  std::vector<double> median;        ///< one per n, in intensity; NaN where none
  std::vector<double> median_lower;  ///< of the lower ends; = median where exact
  double exponent = 0;               ///< fitted to `median`; NaN where it cannot be
};

/// How wide the bracket of the median is at one n: the upper end over the lower one. It is 1 where
/// the median is exact or 0, infinity where only the lower end is 0, and NaN where there is no
/// median.
double bracket_ratio(const MedianRow& row, std::size_t n);

/// The least-squares slope of log(median) over log(n), from the points with a
/// positive finite median; NaN with fewer than two of them.
///
/// @param n distinct image sides, as many as medians
double fitted_exponent(const std::vector<std::uint32_t>& n, const std::vector<double>& median);

/// A row for each classifier, channels, bit depth and p, in this order.
std::vector<MedianRow> median_rows(const Results& results);

}  // namespace brink
