// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/classifier/hash/zobrist.hpp"

namespace brink {

/// An image of the class `hash` with its hashes, to judge images near it.
struct HashedImage {
  Shape shape;
  std::uint64_t seed = 1;
  const std::uint16_t* level = nullptr;  ///< [pixel]
  HashPair hashes;

  BRINK_HD HashPair changed(const HashPair& from, std::uint64_t pixel, std::uint32_t old_level,
                            std::uint32_t new_level) const {
    return from.changed(Zobrist(shape, seed), pixel, old_level, new_level, shape.top_level());
  }
  /// Gives the level of a pixel after `steps` up (way 0) or down (way 1). Returns false where
  /// there is no such level.
  BRINK_HD bool moved(std::uint64_t pixel, std::uint32_t steps, std::uint32_t way,
                      std::uint32_t& to) const {
    const std::uint32_t from = level[pixel];
    if (steps > (way == 0 ? shape.top_level() - from : from)) return false;
    to = way == 0 ? from + steps : from - steps;
    return true;
  }
  static constexpr std::uint32_t ways = 2;

  /// Whether an image with these hashes is outside the class.
  BRINK_HD bool outside(const HashPair& pair) const {
    const Zobrist zobrist(shape, seed);
    return zobrist.finalised(pair.image) <= zobrist.finalised(pair.negative);
  }
};

/// Counts the images that a search tries. spend() returns true as long as something of the budget
/// is left.
class Budget {
 public:
  BRINK_HD explicit Budget(std::uint32_t images) : left_(images) {}
  BRINK_HD bool spend() {
    if (left_ == 0) {
      spent_ = true;
      return false;
    }
    --left_;
    return true;
  }
  /// Whether the search ended with something untried.
  BRINK_HD bool spent() const { return spent_; }

 private:
  std::uint32_t left_;
  bool spent_ = false;
};

/// Writes a copy of the image that the caller can change. Does nothing where no witness is
/// wanted.
BRINK_HD inline void copy_levels(const HashedImage& image, std::uint16_t* witness) {
  if (witness == nullptr) return;
  for (std::uint64_t i = 0; i < image.shape.pixels(); ++i) witness[i] = image.level[i];
}

}  // namespace brink
