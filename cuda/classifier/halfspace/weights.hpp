// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

#include "cuda/hd.hpp"

namespace brink {

/// How a half-space turns its weight stream into integers (docs/spec/random_streams.md#weights).
struct WeightRule {
  enum class Kind { rademacher, binomial, uniform, sparse };

  Kind kind = Kind::rademacher;
  std::uint32_t max_weight = 7;      ///< for uniform: W
  std::uint32_t density_cutoff = 0;  ///< for sparse: ceil(density 2^31)

  /// Whether every nonzero |w| is 1, so that LevelCounts of the caps suffice.
  BRINK_HD bool unit() const { return kind == Kind::rademacher || kind == Kind::sparse; }

  /// How many pixels one word of the weight stream serves.
  BRINK_HD std::uint32_t pixels_per_word() const { return kind == Kind::rademacher ? 32 : 1; }

  /// The weight of pixel i. `word` is word i / pixels_per_word() of the stream.
  BRINK_HD std::int32_t weight(std::uint64_t i, std::uint32_t word) const {
    switch (kind) {
      case Kind::rademacher:
        return (word >> (i % 32)) & 1 ? 1 : -1;
      case Kind::binomial:
        return bits_set(word) - 16;
      case Kind::uniform:
        return static_cast<std::int32_t>((std::uint64_t{word} * (2 * max_weight + 1)) >> 32) -
               static_cast<std::int32_t>(max_weight);
      case Kind::sparse:
        break;
    }
    if ((word >> 1) >= density_cutoff) return 0;
    return word & 1 ? 1 : -1;
  }

 private:
  /// Counts the bits set in a word, by adding pairs of bits, then nibbles, then bytes.
  BRINK_HD static std::int32_t bits_set(std::uint32_t word) {
    word -= (word >> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >> 2) & 0x33333333);
    word = (word + (word >> 4)) & 0x0f0f0f0f;
    return static_cast<std::int32_t>((word * 0x01010101) >> 24);
  }
};

}  // namespace brink
