// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <cstdint>
#include <map>
#include <vector>

#include "host/theory/level_sum_generator.hpp"

namespace brink {

/// The upper tail of X, the sum of independent uniform levels 0..q-1, each times its weight: for e
/// half-way between two integers, counted from the mean of X, and above it,
///
///   P(X - E X > e) = (1/2 pi) int_{-pi}^{pi} exp(K(z) - z e) / (2 sinh(z/2)) dt,
///
/// where K is the cumulant generating function of X - E X (SumGenerator), z = theta + i t, along a
/// line near the saddle point, where the integrand is nearly a Gaussian and nothing cancels however
/// small P is (Daniels 1954), by the trapezoid rule. Aliasing and truncation are bounded below
/// 1e-15, relatively; with rounding the relative error of P is below 1e-12, whatever P.
///
/// Lines are shared. theta takes steps so small that the integrand is hardly larger for it, and all
/// of the integrand but exp(-z e) is kept. A value does not depend on earlier ones.
class TiltedTail {
 public:
  /// @param weights ascending, their greatest common divisor 1, for fewer than 2^32 levels; few
  /// deep
  ///                pixels take long (12 at b = 11: some 30 ms), and so do weights above 1 alone
  /// @param levels q, a power of two in 2..65536
  TiltedTail(std::vector<WeightCount> weights, std::uint32_t levels);

  /// log P. Not safe from several threads.
  /// @param twice_edge 2e, 0 to L - 1 where L is the largest X, of the parity of L - 1
  long double log_above(std::int64_t twice_edge);

 private:
  /// What the trapezoid rule sums on one line.
  struct Line {
    long double theta, log_scale;  // log_scale: K(theta)
    std::uint64_t period;          // t = 2 pi j / period
    // exp(K(z) - K(theta)) / (2 sinh(z/2)), from j = 0 on; the first one halved
    std::vector<std::complex<long double>> terms;
  };

  std::int64_t tilt_of(double edge) const;
  Line make_line(std::int64_t tilt) const;

  SumGenerator log_moment_;
  double top_;                          // the most that one level adds to X
  double deviation_;                    // of X
  double least_mean_;                   // of X - E X, tilted as little as any line is
  std::map<std::int64_t, Line> lines_;  // by tilt
};

}  // namespace brink
