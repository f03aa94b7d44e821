// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace brink {

/// What results keep of a stratum of the sampler `tilted` (host/theory/height_law.hpp).
struct CellStratum {
  std::int64_t begin = 0, end = 0;  ///< heights
  double log10_share = 0;           ///< decimal logarithm of its share of the class
  double theta = 0;

  bool empty() const { return begin >= end; }
  /// Whether images of both are drawn alike. The share follows from the heights.
  bool same(const CellStratum& other) const {
    return begin == other.begin && end == other.end && theta == other.theta;
  }
};

/// A class as built for one shape.
struct CellClass {
  std::int64_t threshold = 0;               ///< T; for hamming_ball rho
  std::optional<double> exact_coverage;     ///< |C|/q^N where known
  std::uint32_t common_weight = 0;          ///< for halfspace: |w| of all nonzero weights, or 0 if
                                            ///< they differ
  std::uint64_t weighted_pixels = 0;        ///< for halfspace: pixels whose weight is not 0
  std::optional<CellStratum> stratum = {};  ///< of a cell that is a stratum
};

}  // namespace brink
