// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace brink {

/// A bound T(rho) = (slope rho^2 + rest) on the sum of a_i^p: for every delta with
/// |delta|_2 = rho up to the radius that it was made for,
///
///   P(sum of a_i^p > T(rho)) <= e,
///
/// where the a_i are floor or ceiling of delta_i >= 0, independent, of mean delta_i
/// (docs/theory.md#mixed). Chernoff's, with one tilt and one slope for all rho.
struct RoundedMoves {
  double slope, rest;

  double at(double square_of_rho) const { return slope * square_of_rho + rest; }

  /// The bound that is nearly the least at rho = `radius`. Every choice of tilt and slope gives a
  /// valid bound.
  /// @param pixels N @param top the largest delta_i, q-1 @param p in (1, inf)
  /// @param log_odds ln(1/e)
  static RoundedMoves least(double pixels, std::uint32_t top, double p, double radius,
                            double log_odds);
};

}  // namespace brink
