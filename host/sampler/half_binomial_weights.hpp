// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace brink {

/// The probabilities of Binomial(2^k, 1/2) as the two tables of a HalfBinomial contain them, in
/// units of 2^-64. Each list sums to 2^64, and outcome i means the value 2^(k-1) - size/2 + i.
struct HalfBinomialWeights {
  /// 4 standard deviations to either side (for odd k 5.7): floor(2^64 P). Outcome 0 is what is
  /// missing, the share E of draws that go on to `rest`.
  std::vector<std::uint64_t> centre;
  /// 16 standard deviations (for odd k 11.3): what `centre` lacks, divided by E and rounded to
  /// nearest. The largest entry is corrected to make the sum right.
  std::vector<std::uint64_t> rest;
};

/// Both lists for one k in first_table_digit..coin_digits-1. Together they differ from
/// Binomial(2^k, 1/2) by less than 2^-59 in total variation, and by less than 2^-66 up to k = 16
/// (docs/design/sampler.md#the-error).
HalfBinomialWeights half_binomial_weights(std::uint32_t k);

}  // namespace brink
