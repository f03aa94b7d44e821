// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/draw_levels.hpp"

#include "host/cpu/draw/chunk.hpp"
#include "host/cpu/draw/image_drawer.hpp"
#include "host/cpu/draw/unpack.hpp"
#include "host/cpu/simd/buffer.hpp"

namespace brink {
namespace {

/// Calls draw(chunk, words) for each chunk, which draws the chunk's packed levels, and unpacks
/// them.
template <class Draw>
void unpack_chunks(const Shape& shape, std::span<std::uint16_t> levels, Draw draw) {
  Buffer<std::uint32_t> words(chunk_words);
  for (std::size_t position = 0; position < chunk_count(shape); ++position) {
    const Chunk chunk = chunk_at(shape, position);
    draw(chunk, words.data());
    unpack_levels(words.data(), chunk.pixels, shape.b, levels.data() + chunk.first_pixel);
  }
}

}  // namespace

void draw_levels(const ImageSource& source, std::uint64_t image, std::span<std::uint16_t> levels) {
  ImageDrawer drawer(source);
  unpack_chunks(source.shape, levels, [&](const Chunk& chunk, std::uint32_t* words) {
    drawer.draw_chunk(image, chunk, words);
  });
}

void draw_centre(const Shape& shape, std::uint64_t seed, std::uint64_t number,
                 std::span<std::uint16_t> levels) {
  unpack_chunks(shape, levels, [&](const Chunk& chunk, std::uint32_t* words) {
    draw_chunk(shape, shape.stream(Domain::centre), seed, number, chunk, words);
  });
}

}  // namespace brink
