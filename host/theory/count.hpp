// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

namespace brink {

/// A number of images, exact.
__extension__ using Count = unsigned __int128;

/// Spaces of up to 2^126 images are counted exactly, because the sum of two counts then fits.
inline constexpr std::uint64_t max_count_bits = 126;

/// floor(coverage 2^bits). A double is a dyadic rational, so that
/// `count <= floor_share(coverage, bits)` compares count/2^bits with it exactly.
///
/// @param coverage in [0, 1]
/// @param bits     at most max_count_bits
inline Count floor_share(double coverage, std::uint64_t bits) {
  constexpr int mantissa_bits = 53;
  int exponent = 0;
  const double mantissa = std::frexp(coverage, &exponent);
  const auto integer = static_cast<Count>(std::ldexp(mantissa, mantissa_bits));
  const int shift = exponent - mantissa_bits + static_cast<int>(bits);
  if (shift >= 0) return integer << shift;
  return shift > -mantissa_bits ? integer >> -shift : Count{0};
}

/// count / 2^bits.
inline double share_of(Count count, std::uint64_t bits) {
  return static_cast<double>(std::ldexp(static_cast<long double>(count), -static_cast<int>(bits)));
}

/// Where a probability is not exact, it counts as equal to the coverage if it is this close to it,
/// relatively: rounding must not lose cases such as 1/2. This is wider than the rounding of long
/// double sums and of the result (1e-16), and far narrower than the probability of one score in the
/// largest images (1e-12).
inline constexpr double coverage_tie = 1e-14;

}  // namespace brink
