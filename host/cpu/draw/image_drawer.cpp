// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/image_drawer.hpp"

#include <algorithm>

#include "host/cpu/draw/pack.hpp"

namespace brink {
namespace {

/// Words of levels that are packed at a time, so that the levels stay in a first-level cache.
constexpr std::size_t packed_words = 256;
/// Stretches of `ball` whose words are looked at together.
constexpr std::uint64_t most_stretches = 1024;

}  // namespace

ImageDrawer::ImageDrawer(const ImageSource& source)
    : source_(source), rows_(source), choices_(most_stretches) {
  if (!source.distributed()) return;
  if (source.distribution.kind == Distribution::Kind::ball) {
    noise_ = Buffer<std::uint32_t>(chunk_words);
  } else {
    levels_.resize(packed_words * source.shape.pixels_per_word());
  }
}

void ImageDrawer::draw_words(std::uint64_t image, const Chunk& chunk, std::uint32_t* out,
                             simd::WordOrder order) {
  if (source_.stored != nullptr) {
    std::copy_n(source_.stored_image(image) + chunk.first_word, chunk.words, out);
  } else if (source_.drawn()) {
    simd::draw_blocks(source_.shape.stream(Domain::image), source_.seed, image,
                      chunk.first_word / 4, chunk.blocks(), out, order);
  } else if (source_.exhaustive) {
    for (std::size_t word = 0; word < chunk.words; ++word) {
      out[word] = source_.word(image, chunk.first_word + word);
    }
  } else if (source_.distribution.kind == Distribution::Kind::ball) {
    draw_ball(image, chunk, out);
  } else {
    draw_rows(image, chunk, out);
  }
}

void ImageDrawer::draw_chunk(std::uint64_t image, const Chunk& chunk, std::uint32_t* out,
                             simd::WordOrder order) {
  if (!chunk.fills_blocks(source_.shape)) order = simd::WordOrder::of_stream;
  draw_words(image, chunk, out, order);
  clear_tail(source_.shape, chunk, out);
}

void ImageDrawer::draw_rows(std::uint64_t image, const Chunk& chunk, std::uint32_t* out) {
  const std::uint32_t n = source_.shape.n, fields = source_.shape.pixels_per_word();
  rows_.start(image);
  std::uint64_t row = chunk.first_pixel / n;
  std::size_t column = chunk.first_pixel % n;
  for (std::size_t done = 0; done < chunk.pixels;) {
    const std::size_t pixels = std::min(packed_words * fields, chunk.pixels - done);
    for (std::size_t i = 0; i < pixels;) {
      const std::size_t here = std::min(pixels - i, n - column);
      std::copy_n(rows_.row(row) + column, here, levels_.data() + i);
      i += here;
      column += here;
      if (column == n) {
        column = 0;
        ++row;
      }
    }
    pack_levels(levels_.data(), pixels, source_.shape.b, out + done / fields);
    done += pixels;
  }
}

void ImageDrawer::draw_ball(std::uint64_t image, const Chunk& chunk, std::uint32_t* out) {
  const Shape& shape = source_.shape;
  const Distribution& ball = source_.distribution;
  choices_.start(shape.stream(Domain::ball), source_.seed, image, 1 + ball.changed);
  simd::draw_blocks(shape.stream(Domain::centre), ball.centre_seed,
                    centre_of(*choices_.at(0, 1), ball.centres), chunk.first_word / 4,
                    chunk.blocks(), out);
  if (ball.changed == 0) return;
  simd::draw_blocks(shape.stream(Domain::image), source_.seed, image, chunk.first_word / 4,
                    chunk.blocks(), noise_.data());
  const std::uint32_t fields = shape.pixels_per_word();
  const std::uint64_t end = chunk.first_pixel + chunk.pixels;
  const Stretches stretches{shape.pixels(), ball.changed};
  const std::uint64_t last = stretches.of(end - 1);
  std::uint64_t stretch = stretches.of(chunk.first_pixel);
  std::uint64_t begin = stretches.first(stretch);
  // Stretches::first without its division: what is left of it, and what each step adds.
  const std::uint64_t length = shape.pixels() / ball.changed;
  const std::uint64_t rest = shape.pixels() % ball.changed;
  std::uint64_t left = stretch * shape.pixels() % ball.changed;
  while (stretch <= last) {
    const std::uint64_t count = std::min(most_stretches, last - stretch + 1);
    const std::uint32_t* const words = choices_.at(1 + stretch, count);
    for (std::uint64_t i = 0; i < count; ++i) {
      left += rest;
      const std::uint64_t longer = left >= ball.changed ? 1 : 0;
      left -= longer * ball.changed;
      const std::uint64_t pixel = begin + (words[i] * (length + longer) >> 32);
      begin += length + longer;
      if (pixel < chunk.first_pixel || pixel >= end) continue;
      const auto place = static_cast<std::uint32_t>(pixel - chunk.first_pixel);
      const std::uint32_t mask = shape.top_level() << (place % fields * shape.b);
      std::uint32_t& word = out[place / fields];
      word ^= (word ^ noise_[place / fields]) & mask;
    }
    stretch += count;
  }
}

}  // namespace brink
