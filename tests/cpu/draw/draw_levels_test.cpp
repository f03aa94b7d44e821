// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/draw_levels.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace brink {
namespace {

std::vector<std::uint16_t> drawn(const ImageSource& source, std::uint64_t image) {
  std::vector<std::uint16_t> levels(source.shape.pixels());
  draw_levels(source, image, levels);
  return levels;
}

TEST(DrawLevels, GivesTheImagesOfTheContract) {
  EXPECT_EQ(drawn({{4, 1, 4}, 1}, 0),
            (std::vector<std::uint16_t>{8, 8, 11, 8, 12, 10, 13, 0, 5, 10, 1, 5, 7, 0, 7, 14}));
  EXPECT_EQ(drawn({{4, 1, 3}, 2}, 5),
            (std::vector<std::uint16_t>{4, 5, 4, 7, 2, 3, 7, 3, 2, 4, 1, 7, 6, 2, 1, 1}));
}

TEST(DrawLevels, AgreesWithTheSourcePixelByPixel) {
  const std::uint64_t far = std::uint64_t{1} << 40;
  for (const Shape shape :
       {Shape{1, 1, 16}, Shape{5, 3, 7}, Shape{70, 2, 11}, Shape{450, 1, 1}, Shape{130, 1, 16}}) {
    const ImageSource source{shape, 9};
    const std::vector<std::uint16_t> levels = drawn(source, far);
    for (std::size_t i = 0; i < levels.size(); ++i) ASSERT_EQ(levels[i], source.level(far, i)) << i;
  }
}

TEST(DrawLevels, EnumeratesTinySpaces) {
  const ImageSource source{{2, 1, 3}, 1, true};
  EXPECT_EQ(drawn(source, 3 + 8 * 5), (std::vector<std::uint16_t>{3, 5, 0, 0}));
}

}  // namespace
}  // namespace brink
