// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/binomial.hpp"
#include "cuda/double_double.hpp"

namespace brink {

/// What the sampler `tilted` computes of its tilt (docs/spec/random_streams.md#tilted-counts).
/// These numbers decide integers, so they come from IEEE basic operations alone and are the same on
/// every machine.

/// exp(-x) for x >= 0, with a relative error below 2^-90; 0 from 80 on.
DoubleDouble exp_minus(DoubleDouble x);

/// The probability 1 / (1 + rest exp(-theta value)) of a one under the tilt, of a bit that is 0
/// `rest` times as often as 1 without it. The rarer of the two has the double that is nearest.
/// Exactly a half where theta is 0 and rest is 1.
BinomialLaw tilted_law(double theta, std::uint64_t value, double rest);

/// Whether an image whose height exceeds the begin of its stratum by `excess` is kept, with the
/// probability exp(-theta excess) to 2^-64.
bool keeps(double theta, std::uint64_t excess, std::uint64_t word);

}  // namespace brink
