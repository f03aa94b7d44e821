// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/levels/level_windows.hpp"

#include <gtest/gtest.h>

namespace brink {
namespace {

TEST(LevelWindows, TogetherHaveTheLevelsOfBothAndNoOthersAtTheEnds) {
  constexpr std::uint32_t q = 16;
  const LevelWindows all[] = {{0, 0, 0, q},  {2, 0, 0, q},  {0, 0, 0, 13},
                              {0, 8, 11, q}, {0, 6, 10, q}, {3, 7, 8, 14}};
  for (const LevelWindows& a : all) {
    for (const LevelWindows& b : all) {
      const LevelWindows both = united(a, b);
      for (std::uint32_t level = 0; level < q; ++level) {
        if (a.contains(level) || b.contains(level)) {
          EXPECT_TRUE(both.contains(level)) << level;
        } else if (level < 6 || level >= 11) {  // between two middle windows it may
          EXPECT_FALSE(both.contains(level)) << level;
        }
      }
    }
  }
}

}  // namespace
}  // namespace brink
