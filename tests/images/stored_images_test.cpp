// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/images/stored_images.hpp"

#include <gtest/gtest.h>

#include "cuda/image_source.hpp"

namespace brink {
namespace {

/// The source of a run finds the levels at the place where they were, for every bit depth.
TEST(StoredImages, KeepTheTopBitsOfEachLevel) {
  constexpr std::uint32_t bits = 16;
  constexpr std::uint64_t images = 3;
  for (std::uint32_t b = 1; b <= bits; ++b) {
    const Shape shape{5, 2, b};
    std::vector<std::uint16_t> levels(images * shape.pixels());
    for (std::size_t i = 0; i < levels.size(); ++i) {
      levels[i] = static_cast<std::uint16_t>(i * 40503 + 1);
    }
    const std::vector<std::uint32_t> words = packed_images(levels, bits, shape);
    ASSERT_EQ(words.size(), images * shape.stored_words());
    const ImageSource source{shape, 1, false, words.data()};
    for (std::uint64_t image = 0; image < images; ++image) {
      for (std::uint64_t i = 0; i < shape.pixels(); ++i) {
        EXPECT_EQ(source.level(image, i), levels[image * shape.pixels() + i] >> (bits - b))
            << "b = " << b << ", image " << image << ", pixel " << i;
      }
    }
  }
}

/// Collectors count whole words, so bits that belong to no pixel must be 0.
TEST(StoredImages, HaveNoOtherBits) {
  const Shape shape{3, 1, 8};  // 9 pixels: two words and a quarter of the third of four
  const std::vector<std::uint16_t> levels(shape.pixels(), 255);
  EXPECT_EQ(packed_images(levels, 8, shape),
            (std::vector<std::uint32_t>{0xffffffff, 0xffffffff, 0xff, 0}));
}

}  // namespace
}  // namespace brink
