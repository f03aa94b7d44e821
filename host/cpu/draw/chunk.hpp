// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "cuda/shape.hpp"
#include "host/cpu/simd/buffer.hpp"
#include "host/cpu/simd/simd.hpp"

namespace brink {

/// Words of an image that are drawn at a time: 30 KiB, within a first-level cache of 32 KiB. The
/// number is as large as possible, because starting and ending the loops costs 3 %, and a
/// multiple of the vectors that are drawn together (6 of 32 words).
inline constexpr std::size_t chunk_words = 7680;

/// A stretch of an image's words, and its place in the image.
struct Chunk {
  std::uint64_t first_word = 0;
  std::size_t words = 0;  ///< words that hold pixels
  std::uint64_t first_pixel = 0;
  std::size_t pixels = 0;

  std::size_t blocks() const { return (words + 3) / 4; }
  /// Whether every word of the chunk's blocks is full of pixels.
  bool fills_blocks(const Shape& shape) const {
    return pixels == blocks() * 4 * shape.pixels_per_word();
  }
  /// The number of words with the zeros that fill the last vector.
  std::size_t padded() const { return simd::padded(words); }
};

inline std::size_t chunk_count(const Shape& shape) {
  return static_cast<std::size_t>((shape.words() + chunk_words - 1) / chunk_words);
}

inline Chunk chunk_at(const Shape& shape, std::size_t position) {
  Chunk chunk;
  chunk.first_word = std::uint64_t{position} * chunk_words;
  chunk.words = static_cast<std::size_t>(
      std::min<std::uint64_t>(chunk_words, shape.words() - chunk.first_word));
  chunk.first_pixel = chunk.first_word * shape.pixels_per_word();
  chunk.pixels = static_cast<std::size_t>(std::min<std::uint64_t>(
      std::uint64_t{chunk.words} * shape.pixels_per_word(), shape.pixels() - chunk.first_pixel));
  return chunk;
}

/// The bits of the chunk's last word that belong to pixels.
inline std::uint32_t last_word_mask(const Shape& shape, const Chunk& chunk) {
  const std::size_t fields = chunk.pixels - (chunk.words - 1) * shape.pixels_per_word();
  const std::size_t bits = fields * shape.b;
  return bits < 32 ? (std::uint32_t{1} << bits) - 1 : ~std::uint32_t{0};
}

/// Clears what follows the chunk's pixels: the rest of its last word and the words up to the
/// padding. These then count as level 0.
inline void clear_tail(const Shape& shape, const Chunk& chunk, std::uint32_t* words) {
  words[chunk.words - 1] &= last_word_mask(shape, chunk);
  std::fill(words + chunk.words, words + chunk.padded(), 0u);
}

/// Draws a chunk of one stream's packed levels. `out` must have room for chunk_words. The order
/// may be `any` only where no word has to be found and cleared.
inline void draw_chunk(const Shape& shape, std::uint32_t stream, std::uint64_t seed,
                       std::uint64_t index, const Chunk& chunk, std::uint32_t* out,
                       simd::WordOrder order = simd::WordOrder::of_stream) {
  if (!chunk.fills_blocks(shape)) order = simd::WordOrder::of_stream;
  simd::draw_blocks(stream, seed, index, chunk.first_word / 4, chunk.blocks(), out, order);
  clear_tail(shape, chunk, out);
}

}  // namespace brink
