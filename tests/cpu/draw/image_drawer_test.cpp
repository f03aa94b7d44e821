// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/image_drawer.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace brink {
namespace {

using Kind = Distribution::Kind;

std::vector<Distribution> laws(const Shape& shape) {
  const std::uint64_t pixels = shape.pixels();
  return {{Kind::blocks, 2},
          {Kind::blocks, 7},
          {Kind::blocks, max_side},
          {Kind::smooth, 1, 0},
          {Kind::smooth, 1, 6000},
          {Kind::smooth, 1, 65535},
          {Kind::ball, 1, 0, 1, 5, 0},
          {Kind::ball, 1, 0, 3, 5, pixels / 3},
          {Kind::ball, 1, 0, 4000000000, 5, pixels}};
}

/// One level at a time, a Philox block at a time, and a chunk at a time: three ways to draw, which
/// device, host and single pixels need, give the same images.
TEST(ImageDrawer, DrawsTheLevelsOfTheSource) {
  const std::uint64_t image = (std::uint64_t{1} << 40) + 3;
  for (const Shape shape : {Shape{1, 1, 16},
                            {1, 2, 1},
                            {2, 1, 8},
                            {5, 3, 7},
                            {70, 2, 11},
                            {513, 1, 1},
                            {130, 1, 16},
                            {33, 15, 3}}) {
    for (const Distribution& law : laws(shape)) {
      ImageSource source{shape, 9};
      source.distribution = law;
      ImageDrawer drawer(source);
      Buffer<std::uint32_t> words(chunk_words);
      for (std::size_t position = 0; position < chunk_count(shape); ++position) {
        const Chunk chunk = chunk_at(shape, position);
        drawer.draw_chunk(image, chunk, words.data(), simd::WordOrder::any);
        const std::uint32_t fields = shape.pixels_per_word();
        for (std::size_t i = 0; i < chunk.pixels; ++i) {
          const std::uint32_t level =
              words[i / fields] >> (i % fields * shape.b) & shape.top_level();
          ASSERT_EQ(level, source.level(image, chunk.first_pixel + i))
              << shape.n << ", pixel " << chunk.first_pixel + i;
        }
        for (std::size_t word = 0; word < chunk.words; ++word) {
          const std::uint32_t used = word + 1 == chunk.words  ? last_word_mask(shape, chunk)
                                     : fields * shape.b == 32 ? ~0u
                                                              : (1u << (fields * shape.b)) - 1;
          ASSERT_EQ(words[word] & used, source.word(image, chunk.first_word + word) & used);
        }
        for (std::size_t word = chunk.words; word < chunk.padded(); ++word) {
          ASSERT_EQ(words[word], 0u);
        }
      }
    }
  }
}

/// Chunks of several images take turns, as they do where an image has several.
TEST(ImageDrawer, HoldsNothingOfAnotherImage) {
  const Shape shape{300, 1, 8};
  for (const Distribution& law : laws(shape)) {
    ImageSource source{shape, 2};
    source.distribution = law;
    ImageDrawer drawer(source);
    Buffer<std::uint32_t> words(chunk_words), expected(chunk_words);
    const Chunk last = chunk_at(shape, chunk_count(shape) - 1);
    for (const std::uint64_t image : {4, 9, 4}) {
      drawer.draw_chunk(image, chunk_at(shape, 0), words.data());
      drawer.draw_chunk(image + 1, last, words.data());
      ImageDrawer(source).draw_chunk(image + 1, last, expected.data());
      for (std::size_t word = 0; word < last.words; ++word) {
        ASSERT_EQ(words[word], expected[word]);
      }
    }
  }
}

/// The squares of `blocks` have one level each, and those of one row of an image that ends within
/// a square are cut.
TEST(ImageDrawer, MagnifiesTheImageOfTheCoarseSide) {
  const Shape shape{10, 2, 6}, coarse{4, 2, 6};
  ImageSource source{shape, 77};
  source.distribution = {Kind::blocks, 3};
  const ImageSource uniform{coarse, 77};
  for (std::uint32_t i = 0; i < shape.pixels(); ++i) {
    const std::uint32_t channel = i / 100, row = i / 10 % 10, column = i % 10;
    EXPECT_EQ(source.level(5, i), uniform.level(5, channel * 16 + row / 3 * 4 + column / 3));
  }
}

}  // namespace
}  // namespace brink
