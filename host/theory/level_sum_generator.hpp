// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <cstdint>
#include <vector>

#include "host/theory/score_law.hpp"

namespace brink {

/// The cumulant generating function of one centred uniform level x - (q-1)/2,
///
///   K(z) = log E exp(z (x - (q-1)/2)) = L(q z/2) - L(z/2),  L(w) = log(sinh(w)/w),
///
/// with small relative error also where K is tiny: it is multiplied by up to 4e9
/// pixels. Real arguments are positive; complex ones have a positive real part.
class LevelGenerator {
 public:
  explicit LevelGenerator(std::uint32_t levels) : levels_(levels) {}

  long double operator()(long double z) const;
  std::complex<long double> operator()(std::complex<long double> z) const;

  /// K'(z) and K''(z) to about 1e-9, enough to choose a contour.
  double slope(double z) const;
  double curvature(double z) const;

  /// log of cosh(q theta/2) / (q |sinh((theta + i t)/2)|), which is at least
  /// Re K(theta + i t) and falls with t up to pi.
  long double envelope(long double theta, long double t) const;

 private:
  long double levels_;
};

/// The same of a sum of independent centred levels, each times a weight: sum of count K(weight z).
class SumGenerator {
 public:
  SumGenerator(std::uint32_t levels, std::vector<WeightCount> weights)
      : levels_(levels), one_(levels), weights_(std::move(weights)) {}

  long double operator()(long double z) const;
  /// The value at theta + i t less that at theta, the difference taken before anything is large.
  std::complex<long double> beside(long double theta, long double t) const;
  double slope(double z) const;
  double curvature(double z) const;

  /// At least the real part of beside(theta, u) for every u from t to pi. Where no weight is 1, it
  /// is 0, which says nothing.
  long double bound_beyond(long double theta, long double t) const;

 private:
  long double levels_;
  LevelGenerator one_;
  std::vector<WeightCount> weights_;
};

}  // namespace brink
