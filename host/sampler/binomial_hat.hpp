// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cuda/binomial.hpp"

namespace brink {

/// The arrays of the BinomialHat (docs/spec/random_streams.md#binomial-numbers).
struct BinomialHatArrays {
  std::vector<std::uint64_t> weight;  ///< [column] its share of the hat's area, of 2^64
  std::vector<std::uint64_t> column;  ///< see AliasTable
  std::vector<double> height;
  std::vector<std::uint64_t> sure;
};

/// Made once for the whole program, when first asked for. Thread-safe.
const BinomialHatArrays& binomial_hat_arrays();

/// The same as kernels and loops take it; its pointers stay valid.
BinomialHat binomial_hat();

}  // namespace brink
