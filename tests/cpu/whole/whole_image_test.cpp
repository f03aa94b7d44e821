// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "host/cpu/draw/unpack.hpp"
#include "host/cpu/simd/simd.hpp"
#include "tests/cpu/each_instruction_set.hpp"

namespace brink {
namespace {

using WholeImage = EachInstructionSet;
INSTANTIATE_TEST_SUITE_P(Sets, WholeImage, testing::ValuesIn(simd::instruction_sets()),
                         instruction_set_name);

TEST_P(WholeImage, HashesAreThoseOfTheWords) {
  std::mt19937 random(71);
  for (const Shape shape : {Shape{1, 1, 1}, Shape{1, 3, 16}, Shape{2, 2, 8}, Shape{4, 1, 3},
                            Shape{1, 15, 4}, Shape{5, 3, 9}, Shape{16, 1, 8}, Shape{33, 1, 16}}) {
    for (const std::uint64_t seed : {std::uint64_t{1}, ~std::uint64_t{0} - 5}) {
      std::vector<std::uint16_t> level(shape.pixels());
      for (auto& own : level) own = static_cast<std::uint16_t>(random() & shape.top_level());
      HashPair expected;
      for (std::uint32_t i = 0; i < level.size(); ++i) {
        for (const bool negative : {false, true}) {
          const std::uint32_t own = negative ? shape.top_level() - level[i] : level[i];
          const Block block =
              philox({{i, own, 0, shape.n | shape.b << 16 | shape.h << 21 | 3u << 25}}, seed);
          (negative ? expected.negative : expected.image) ^=
              block.word[0] | std::uint64_t{block.word[1]} << 32;
        }
      }
      const HashPair found = simd::hash_image(shape, seed, level.data());
      ASSERT_EQ(found.image, expected.image) << shape.n << ' ' << shape.b;
      ASSERT_EQ(found.negative, expected.negative) << shape.n << ' ' << shape.b;
    }
  }
}

TEST(Unpack, GivesTheLevelsInPixelOrder) {
  std::mt19937 random(72);
  for (std::uint32_t b = 1; b <= max_bit_depth; ++b) {
    const std::size_t fields = 32 / b;
    for (const std::size_t pixels : {std::size_t{1}, fields, fields + 1, 10 * fields - 1}) {
      std::vector<std::uint32_t> words(pixels / fields + 1);
      for (auto& word : words) word = static_cast<std::uint32_t>(random());
      std::vector<std::uint16_t> out(pixels + 1, 0xabcd);
      unpack_levels(words.data(), pixels, b, out.data());
      for (std::size_t i = 0; i < pixels; ++i) {
        ASSERT_EQ(out[i], words[i / fields] >> (i % fields * b) & ((1u << b) - 1)) << b;
      }
      EXPECT_EQ(out[pixels], 0xabcd) << "written past the end";
    }
  }
}

}  // namespace
}  // namespace brink
