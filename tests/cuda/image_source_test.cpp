// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/image_source.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace brink {
namespace {

std::vector<std::uint32_t> image_of(const ImageSource& source, std::uint64_t image) {
  std::vector<std::uint32_t> levels;
  for (std::uint64_t i = 0; i < source.shape.pixels(); ++i) {
    levels.push_back(source.level(image, i));
  }
  return levels;
}

TEST(ImageSource, GivesTheImagesOfTheSpec) {
  EXPECT_EQ(image_of({{4, 1, 4}, 1, false}, 0),
            (std::vector<std::uint32_t>{8, 8, 11, 8, 12, 10, 13, 0, 5, 10, 1, 5, 7, 0, 7, 14}));
  EXPECT_EQ(image_of({{4, 1, 3}, 2, false}, 5),
            (std::vector<std::uint32_t>{4, 5, 4, 7, 2, 3, 7, 3, 2, 4, 1, 7, 6, 2, 1, 1}));
}

TEST(ImageSource, LevelsAreTheFieldsOfTheWordsLowestFirst) {
  for (std::uint32_t b = 1; b <= max_bit_depth; ++b) {
    const ImageSource source{{7, 2, b}, 0x8000000000000001, false};
    const std::uint64_t image = 0x1234567890;
    const std::uint32_t fields = 32 / b;
    for (std::uint64_t i = 0; i < 98; ++i) {
      const std::uint64_t position = i / fields;
      // counter = (block, index low, index high, n | b << 16 | h << 21)
      const Block block = philox(Block{{static_cast<std::uint32_t>(position / 4), 0x34567890, 0x12,
                                        7u | b << 16 | 2u << 21}},
                                 0x8000000000000001);
      const std::uint32_t word = block.word[position % 4];
      EXPECT_EQ(source.level(image, i), word / (1u << (i % fields * b)) % (1u << b)) << b;
    }
  }
}

TEST(ImageSource, ExhaustiveImagesAreTheDigitsOfTheirNumber) {
  for (const Shape shape : {Shape{1, 1, 16},
                            {1, 2, 16},
                            {2, 1, 8},
                            {1, 3, 10},
                            {4, 2, 1},
                            {3, 1, 3},
                            {2, 2, 4},
                            {1, 1, 1},
                            {1, 15, 2}}) {
    const ImageSource source{shape, 1, true};
    const std::uint64_t images = std::uint64_t{1} << (shape.pixels() * shape.b);
    for (std::uint64_t image = 0; image < images; image += 1 + images / 1000) {
      std::uint64_t number = 0;
      for (std::uint64_t i = shape.pixels(); i-- > 0;) {
        number = number * shape.levels() + source.level(image, i);
      }
      ASSERT_EQ(number, image);
    }
  }
}

}  // namespace
}  // namespace brink
