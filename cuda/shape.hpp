// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/exact_math.hpp"
#include "cuda/hd.hpp"

namespace brink {

/// Largest values of the model (docs/spec/model.md#symbols); they fit the stream word.
inline constexpr std::uint32_t max_side = 16384;
inline constexpr std::uint32_t max_channels = 15;
inline constexpr std::uint32_t max_bit_depth = 16;

/// The most where only level counts are drawn: the side fits the 16 bits of the stream word, and
/// N = h n^2 fits the 32-bit counts of an image.
inline constexpr std::uint32_t max_counted_side = 65535;
inline constexpr std::uint64_t max_counted_pixels = 0xffffffff;

/// The use of a random stream (docs/spec/random_streams.md#domains).
enum class Domain : std::uint32_t {
  image = 0,
  weights = 1,
  centre = 2,
  zobrist_table = 3,
  zobrist_finaliser = 4,
  level_counts = 5,  ///< the multinomial sampler's splits, see cuda/level_split.hpp
  network = 6,       ///< weights of a network, see cuda/classifier/network/design.hpp
  smooth = 7,        ///< numbers of the squares of `smooth`, see cuda/distribution.hpp
  ball = 8,          ///< centre and drawn pixels of `ball`, see cuda/distribution.hpp
  counts = 9,        ///< the sampler `counts`, see cuda/drawn_levels.hpp
  counts_key = 10,   ///< the key of a class in that domain
};

/// An image's side n, channels h and bit depth b, and the sizes that follow from them. N = h n^2
/// pixels of q = 2^b levels are packed floor(32/b) to a 32-bit word, lowest bits first, and four
/// words to a Philox block (docs/spec/random_streams.md#images).
struct Shape {
  std::uint32_t n = 1;
  std::uint32_t h = 1;
  std::uint32_t b = 1;

  BRINK_HD constexpr std::uint64_t pixels() const { return std::uint64_t{h} * n * n; }
  BRINK_HD constexpr std::uint32_t levels() const { return std::uint32_t{1} << b; }
  BRINK_HD constexpr std::uint32_t top_level() const { return levels() - 1; }
  BRINK_HD constexpr std::uint32_t pixels_per_word() const { return 32 / b; }
  BRINK_HD constexpr std::uint64_t words() const {
    return (pixels() + pixels_per_word() - 1) / pixels_per_word();
  }
  BRINK_HD constexpr std::uint64_t blocks() const { return (words() + 3) / 4; }
  /// Words of an image that is stored in whole Philox blocks.
  BRINK_HD constexpr std::uint64_t stored_words() const { return 4 * blocks(); }
  /// Word 3 of the Philox counter.
  BRINK_HD constexpr std::uint32_t stream(Domain domain) const {
    return n | b << 16 | h << 21 | static_cast<std::uint32_t>(domain) << 25;
  }
};

}  // namespace brink
