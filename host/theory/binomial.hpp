// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace brink {

/// P(Binomial(N, 1-1/q) <= rho): the share of all images that differ from a fixed
/// one in at most rho pixels; 0 for rho < 0.
///
/// @param pixels N, at most 15*2^28
/// @param levels q, a power of two in 2..65536
double hamming_coverage(std::uint64_t pixels, std::uint32_t levels, std::int64_t rho);

/// The largest rho with P(Binomial(N, 1-1/q) <= rho) <= coverage, or -1 if there is none
/// (docs/spec/classes.md#hamming_ball). Integers decide where all images can be counted in 126
/// bits. Elsewhere a probability within a relative 1e-14 of the coverage counts as equal to it.
///
/// @param coverage in (0, 1)
std::int64_t hamming_radius(std::uint64_t pixels, std::uint32_t levels, double coverage);

}  // namespace brink
