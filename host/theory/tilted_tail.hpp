// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace brink {

/// log P(X - N(q-1)/2 > e), X the sum of N independent uniform levels 0..q-1, for
/// e half-way between two values of X - N(q-1)/2 and above the middle:
///
///   P = (1/2 pi) int_{-pi}^{pi} exp(N K(z) - z e) / (2 sinh(z/2)) dt,  z = theta + i t,
///
/// along the line through the saddle point theta, where the integrand is nearly
/// a Gaussian and nothing cancels however small P is (Daniels 1954), by the
/// trapezoid rule. Aliasing and truncation are bounded below 1e-15, relatively;
/// with rounding the relative error of P is below 1e-12, whatever P.
///
/// @param pixels     N, below 2^32; few deep pixels take long (12 at b = 11: some 30 ms)
/// @param levels     q, a power of two in 2..65536
/// @param twice_edge 2e, 0 to N(q-1) - 1, of the parity of N(q-1) - 1
long double log_upper_tail(std::uint64_t pixels, std::uint32_t levels, std::int64_t twice_edge);

}  // namespace brink
