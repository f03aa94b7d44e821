// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/core/image_ranges.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace brink {
namespace {

/// All sets of the images 0..6, as bits and as ranges.
constexpr std::uint32_t images = 7;
constexpr std::uint32_t sets = 1 << images;

ImageRanges ranges_of(std::uint32_t set) {
  ImageRanges ranges;
  for (std::uint32_t i = 0; i < images; ++i) {
    if ((set >> i & 1) == 0) continue;
    if (i > 0 && (set >> (i - 1) & 1) != 0) {
      ++ranges.back().count;
    } else {
      ranges.push_back({i, 1});
    }
  }
  return ranges;
}

std::uint32_t set_of(const ImageRange& range) {
  std::uint32_t set = 0;
  for (std::uint64_t i = range.first; i < range.end(); ++i) set |= 1u << i;
  return set;
}

TEST(ImageRanges, AgreeWithSetsOfImages) {
  for (std::uint32_t a = 0; a < sets; ++a) {
    EXPECT_EQ(image_count(ranges_of(a)), static_cast<std::uint64_t>(__builtin_popcount(a)));
    for (std::uint32_t b = 0; b < sets; ++b) {
      const auto both = overlap(ranges_of(a), ranges_of(b));
      ASSERT_EQ(both.has_value(), (a & b) != 0);
      if (both) {
        const std::uint32_t found = set_of(*both);
        EXPECT_EQ(found & a & b, found);
        EXPECT_EQ(found & -found, (a & b) & -(a & b)) << "the first images";
      } else {
        EXPECT_EQ(united(ranges_of(a), ranges_of(b)), ranges_of(a | b));
      }
    }
  }
}

TEST(ImageRanges, ReachTheLastImage) {
  constexpr std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
  const ImageRanges end = {{last - 10, 10}};
  EXPECT_EQ(overlap(end, {{last - 1, 1}}), (ImageRange{last - 1, 1}));
  EXPECT_EQ(united({{last - 15, 5}}, end), (ImageRanges{{last - 15, 15}}));
}

TEST(ImageRanges, AreShownByTheirFirstAndLastImage) {
  EXPECT_EQ(range_text({{0, 1000}, {2000, 1}}), "0..999, 2000..2000");
}

}  // namespace
}  // namespace brink
