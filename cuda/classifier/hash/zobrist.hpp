// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/philox.hpp"
#include "cuda/shape.hpp"

namespace brink {

/// The random words of `hash` (docs/spec/random_streams.md#hash-words). They are drawn where they
/// are needed, because a table would hold N q words.
class Zobrist {
 public:
  BRINK_HD Zobrist(Shape shape, std::uint64_t seed)
      : table_(shape.stream(Domain::zobrist_table)),
        finaliser_(shape.stream(Domain::zobrist_finaliser)),
        seed_(seed) {}

  /// z(i, v), the word that a pixel i of level v adds (by XOR) to the hash of its image.
  BRINK_HD std::uint64_t word(std::uint64_t pixel, std::uint32_t level) const {
    return low_words(philox({{static_cast<std::uint32_t>(pixel), level, 0, table_}}, seed_));
  }
  /// g(H), the number by which two hashes are compared.
  BRINK_HD std::uint64_t finalised(std::uint64_t hash) const {
    return low_words(philox(
        {{static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(hash >> 32), 0, finaliser_}},
        seed_));
  }

 private:
  BRINK_HD static std::uint64_t low_words(const Block& block) {
    return block.word[0] | std::uint64_t{block.word[1]} << 32;
  }

  std::uint32_t table_;
  std::uint32_t finaliser_;
  std::uint64_t seed_;
};

/// H(x) and H(x̄) together, because changing a pixel changes both.
struct HashPair {
  std::uint64_t image = 0;
  std::uint64_t negative = 0;

  BRINK_HD HashPair changed(const Zobrist& zobrist, std::uint64_t pixel, std::uint32_t from,
                            std::uint32_t to, std::uint32_t top_level) const {
    return {image ^ zobrist.word(pixel, from) ^ zobrist.word(pixel, to),
            negative ^ zobrist.word(pixel, top_level - from) ^ zobrist.word(pixel, top_level - to)};
  }
};

/// XORs the words of pixels begin..end-1 into H(x) and H(x̄).
BRINK_HD inline void hash_pixels(Shape shape, std::uint64_t seed, const std::uint16_t* level,
                                 std::uint64_t begin, std::uint64_t end, HashPair& hashes) {
  const Zobrist zobrist(shape, seed);
  for (std::uint64_t i = begin; i < end; ++i) {
    hashes.image ^= zobrist.word(i, level[i]);
    hashes.negative ^= zobrist.word(i, shape.top_level() - level[i]);
  }
}

}  // namespace brink
