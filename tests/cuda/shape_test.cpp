// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/shape.hpp"

#include <gtest/gtest.h>

#include <set>

namespace brink {
namespace {

TEST(Shape, CountsPixelsLevelsAndWords) {
  const Shape shape{33, 3, 5};
  EXPECT_EQ(shape.pixels(), 3267u);
  EXPECT_EQ(shape.levels(), 32u);
  EXPECT_EQ(shape.top_level(), 31u);
  EXPECT_EQ(shape.pixels_per_word(), 6u);
  EXPECT_EQ(shape.words(), 545u);  // 3267 = 544 * 6 + 3
  EXPECT_EQ(shape.blocks(), 137u);
}

TEST(Shape, HoldsTheLargestModel) {
  const Shape shape{max_side, max_channels, max_bit_depth};
  EXPECT_EQ(shape.pixels(), 4026531840u);
  EXPECT_EQ(shape.levels(), 65536u);
  EXPECT_EQ(shape.words(), 2013265920u);
  EXPECT_LT(shape.blocks(), std::uint64_t{1} << 32);  // counter word 0 holds the block
}

TEST(Shape, PacksWholePixelsOnly) {
  const std::uint32_t fields[] = {32, 16, 10, 8, 6, 5, 4, 4, 3, 3, 2, 2, 2, 2, 2, 2};
  for (std::uint32_t b = 1; b <= max_bit_depth; ++b) {
    const Shape shape{1, 1, b};
    EXPECT_EQ(shape.pixels_per_word(), fields[b - 1]) << b;
    EXPECT_EQ(shape.words(), 1u);
    EXPECT_EQ(shape.blocks(), 1u);
  }
}

TEST(Shape, StreamWordFollowsTheSpec) {
  // n | b << 16 | h << 21 | domain << 25
  EXPECT_EQ((Shape{4, 1, 4}.stream(Domain::image)), 4u + 4u * 65536 + 2097152u);
  EXPECT_EQ((Shape{16384, 15, 16}.stream(Domain::zobrist_finaliser)),
            16384u + 16u * 65536 + 15u * 2097152 + 4u * 33554432);
}

TEST(Shape, StreamsNeverCollide) {
  std::set<std::uint32_t> streams;
  std::size_t made = 0;
  for (std::uint32_t n : {1u, 2u, 255u, 16383u, 16384u}) {
    for (std::uint32_t h = 1; h <= max_channels; ++h) {
      for (std::uint32_t b = 1; b <= max_bit_depth; ++b) {
        for (Domain domain : {Domain::image, Domain::weights, Domain::centre, Domain::zobrist_table,
                              Domain::zobrist_finaliser}) {
          streams.insert(Shape{n, h, b}.stream(domain));
          ++made;
        }
      }
    }
  }
  EXPECT_EQ(streams.size(), made);
}

}  // namespace
}  // namespace brink
