// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace brink {

/// A class as built for one shape.
struct CellClass {
  std::int64_t threshold = 0;            ///< T; for hamming_ball rho
  std::optional<double> exact_coverage;  ///< |C|/q^N where known
  std::uint32_t common_weight = 0;       ///< for halfspace: |w| of all nonzero weights, or 0 if
                                         ///< they differ
  std::uint64_t weighted_pixels = 0;     ///< for halfspace: pixels whose weight is not 0
};

}  // namespace brink
