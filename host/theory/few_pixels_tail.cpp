// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/few_pixels_tail.hpp"

#include <bit>
#include <cstddef>

namespace brink {
namespace {

// 2^7 sets of pixels; from 8 pixels on Fourier inversion is fast at every depth.
constexpr std::uint64_t max_few_pixels = 7;

}  // namespace

bool FewPixelsTail::affordable(const ReducedScore& score) {
  return score.pixels <= max_few_pixels && score.pixels * score.bits <= max_count_bits;
}

FewPixelsTail::FewPixelsTail(const ReducedScore& score)
    : IntegerTail(score), levels_(score.levels), largest_(score.largest) {
  for (const WeightCount& entry : score.weights) {
    weights_.insert(weights_.end(), entry.count, entry.weight);
  }
}

/// G(most) by halving the exponent (Bostan and Mori, SOSA 2021): multiply
/// numerator and denominator by the denominator's odd factors at -z, which makes
/// it a function of z^2, keep the numerator's terms of the exponent's parity.
/// The denominator stays a product of factors 1 - z^f. Modulo 2^128.
Count FewPixelsTail::unlimited(std::uint64_t most) const {
  std::vector<std::uint32_t> factors = weights_;
  factors.push_back(1);
  std::vector<Count> numerator{1};
  for (; most > 0; most >>= 1) {
    for (std::uint32_t& f : factors) {
      if (f % 2 == 0) {
        f /= 2;
        continue;
      }
      const std::size_t before = numerator.size();
      numerator.resize(before + f);
      for (std::size_t i = before; i-- > 0;) numerator[i + f] += numerator[i];
    }
    const std::size_t parity = most & 1;
    const std::size_t kept = (numerator.size() + 1 - parity) / 2;
    for (std::size_t i = 0; i < kept; ++i) numerator[i] = numerator[2 * i + parity];
    numerator.resize(kept);
  }
  return numerator[0];
}

Count FewPixelsTail::images_above(std::int64_t t) const {
  const std::int64_t most = (t + largest_) / 2;
  Count at_most = 0;
  for (std::uint32_t set = 0; set < 1u << weights_.size(); ++set) {
    std::int64_t rest = most;
    for (std::size_t i = 0; i < weights_.size(); ++i) {
      if (set >> i & 1) rest -= levels_ * weights_[i];
    }
    if (rest < 0) continue;
    const Count term = unlimited(static_cast<std::uint64_t>(rest));
    at_most += std::popcount(set) % 2 == 0 ? term : -term;
  }
  return images() - at_most;
}

}  // namespace brink
