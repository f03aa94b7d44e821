// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/witness/draw_levels.hpp"

#include "host/cpu/buffer.hpp"
#include "host/cpu/chunk.hpp"
#include "host/cpu/unpack.hpp"

namespace brink {
namespace {

void draw_words(const ImageSource& source, std::uint64_t image, const Chunk& chunk,
                std::uint32_t* words) {
  if (source.exhaustive) {
    for (std::size_t i = 0; i < chunk.words; ++i) {
      words[i] = source.word(image, chunk.first_word + i);
    }
    return;
  }
  draw_chunk(source.shape, source.shape.stream(Domain::image), source.seed, image, chunk, words);
}

}  // namespace

void draw_levels(const ImageSource& source, std::uint64_t image, LevelsOut levels) {
  const Shape& shape = source.shape;
  Buffer<std::uint32_t> words(chunk_words);
  for (std::size_t position = 0; position < chunk_count(shape); ++position) {
    const Chunk chunk = chunk_at(shape, position);
    draw_words(source, image, chunk, words.data());
    unpack_levels(words.data(), chunk.pixels, shape.b, levels.data() + chunk.first_pixel);
  }
}

}  // namespace brink
