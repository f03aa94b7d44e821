// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd.hpp"

namespace brink {

/// Four 32-bit words: a Philox counter, or the block that Philox makes of it. Devices load and
/// store all four at once.
struct alignas(16) Block {
  std::uint32_t word[4];
};

/// Constants of Philox4x32 (Salmon et al., SC 2011; Random123's philox.h).
struct PhiloxConstants {
  static constexpr std::uint32_t multiplier_0 = 0xD2511F53;
  static constexpr std::uint32_t multiplier_1 = 0xCD9E8D57;
  static constexpr std::uint32_t weyl_0 = 0x9E3779B9;  // golden ratio
  static constexpr std::uint32_t weyl_1 = 0xBB67AE85;  // sqrt(3) - 1
  static constexpr int rounds = 10;
};

/// The block of Philox4x32-10 at a counter under a 64-bit key, low word first.
BRINK_HD constexpr Block philox(Block counter, std::uint64_t key) {
  using C = PhiloxConstants;
  std::uint32_t key_0 = static_cast<std::uint32_t>(key);
  std::uint32_t key_1 = static_cast<std::uint32_t>(key >> 32);
  std::uint32_t a = counter.word[0], b = counter.word[1];
  std::uint32_t c = counter.word[2], d = counter.word[3];
  for (int round = 0; round < C::rounds; ++round) {
    const std::uint64_t product_0 = std::uint64_t{C::multiplier_0} * a;
    const std::uint64_t product_1 = std::uint64_t{C::multiplier_1} * c;
    a = static_cast<std::uint32_t>(product_1 >> 32) ^ b ^ key_0;
    b = static_cast<std::uint32_t>(product_1);
    c = static_cast<std::uint32_t>(product_0 >> 32) ^ d ^ key_1;
    d = static_cast<std::uint32_t>(product_0);
    key_0 += C::weyl_0;
    key_1 += C::weyl_1;
  }
  return Block{{a, b, c, d}};
}

/// Block `block` of a stream (docs/spec/random_streams.md#counters): `stream` is
/// Shape::stream(domain), `index` the image, prototype or table index, `seed` the 64-bit key.
BRINK_HD constexpr Block stream_block(std::uint32_t stream, std::uint64_t seed, std::uint64_t index,
                                      std::uint64_t block) {
  return philox(Block{{static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(index),
                       static_cast<std::uint32_t>(index >> 32), stream}},
                seed);
}

/// Word `position` of a stream: word position mod 4 of block position div 4.
BRINK_HD constexpr std::uint32_t stream_word(std::uint32_t stream, std::uint64_t seed,
                                             std::uint64_t index, std::uint64_t position) {
  const Block block = stream_block(stream, seed, index, position / 4);
  // The words are chosen by comparisons, because an array index would move them out of the
  // registers.
  const std::uint32_t low = position % 2 == 0 ? block.word[0] : block.word[1];
  const std::uint32_t high = position % 2 == 0 ? block.word[2] : block.word[3];
  return position % 4 < 2 ? low : high;
}

}  // namespace brink
