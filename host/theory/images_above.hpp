// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/theory/score_tail.hpp"

namespace brink {

/// The number of images with s > t. By symmetry these are as many as have
/// y = sum of m x at most Y = (largest - t)/2 - 1, that is
///
///   [z^Y] 1/(1-z) prod_m prod_{i<b} (1 + z^(2^i m)),
///
/// where digit i of every level is 0 or 1. Digit after digit, 1/(1-z) is written (1+z)/(1-z^2),
/// terms of the wrong parity are dropped, and z^2 becomes z. So the polynomial never has more than
/// 2 + sum of the weights terms. That takes b N sum(m) additions and no subtraction.
///
/// @tparam Number an integer that holds q^N, or a floating-point type
template <class Number>
Number images_above(const ReducedScore& score, std::int64_t t) {
  if (t >= score.largest) return 0;
  auto rest = static_cast<std::uint64_t>((score.largest - t) / 2 - 1);
  std::vector<Number> terms{1};
  const auto times_one_plus = [&terms](std::size_t power) {
    const std::size_t before = terms.size();
    terms.resize(before + power);
    for (std::size_t i = before; i-- > 0;) terms[i + power] += terms[i];
  };
  for (std::uint32_t digit = 0; digit < score.bits; ++digit) {
    for (const WeightCount& entry : score.weights) {
      for (std::uint64_t i = 0; i < entry.count; ++i) times_one_plus(entry.weight);
    }
    times_one_plus(1);
    const std::size_t parity = rest & 1;
    const std::size_t kept = (terms.size() + 1 - parity) / 2;
    for (std::size_t i = 0; i < kept; ++i) terms[i] = terms[2 * i + parity];
    terms.resize(kept);
    rest /= 2;
  }
  Number images = 0;
  for (std::size_t i = 0; i < terms.size() && i <= rest; ++i) images += terms[i];
  return images;
}

}  // namespace brink
