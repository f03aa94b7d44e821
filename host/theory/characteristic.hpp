// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "host/theory/score_tail.hpp"

namespace brink {

/// The characteristic function of a reduced score at t = pi j / period:
///
///   phi(t) = E cos(s t) = prod over weights m of D(m t)^count,
///   D(u) = sin(q u) / (q sin u) = prod_{i<b} cos(2^i u).
///
/// D has period pi up to its sign, so m j is reduced modulo the period in
/// integers and no accuracy is lost at large arguments.
class CharacteristicFunction {
 public:
  /// @param period odd, such that t = pi/2 falls between two points
  CharacteristicFunction(const ReducedScore& score, std::uint64_t period);

  /// phi(pi j / period); its relative error is about 1e-18 |log phi|.
  long double operator()(std::uint64_t j) const;

  /// An upper bound on log |phi| over all points first..last.
  long double log_bound(std::uint64_t first, std::uint64_t last) const;

 private:
  /// Upper bound, falling in u, on log |D| on [u, pi/2].
  long double log_envelope(long double u) const;

  ReducedScore score_;
  std::uint64_t period_;
  long double main_lobe_;       // pi/q, the first zero of D
  long double log_side_lobes_;  // bound on log |D| beyond it
};

}  // namespace brink
