// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <limits>

namespace brink {

/// d_N = 2/sqrt(N + ln(N)/2). Take any set of measure Phi(z) in a product of N probability spaces.
/// The points that differ from it in at most one place have measure Phi(z + d_N) at least
/// (docs/theory.md#pixels). Infinite for N = 1.
inline double pixel_growth(double pixels) {
  if (pixels <= 1) return std::numeric_limits<double>::infinity();
  return 2 / std::sqrt(pixels + std::log(pixels) / 2);
}

}  // namespace brink
