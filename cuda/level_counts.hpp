// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd.hpp"

namespace brink {

/// Which levels a pass counts one by one: 0..low-1, middle_begin..middle_end-1
/// and high..q-1. A random image needs only these ends; the exact answer for a
/// rare one that needs more comes from a second pass that counts every level.
struct LevelWindows {
  std::uint32_t low = 0;
  std::uint32_t middle_begin = 0;
  std::uint32_t middle_end = 0;
  std::uint32_t high = 0;

  BRINK_HD static constexpr LevelWindows all(std::uint32_t levels) {
    return {levels, 0, 0, levels};
  }
  BRINK_HD constexpr bool contains(std::uint32_t level) const {
    return level < low || level >= high || (level >= middle_begin && level < middle_end);
  }
};

/// How many pixels of an image stand at each level, with their number and sum:
/// the sufficient statistic of every class that sees levels only.
struct LevelCounts {
  std::uint64_t pixels = 0;              ///< how many pixels were counted
  std::uint64_t sum = 0;                 ///< of their levels
  std::uint64_t upper_half = 0;          ///< how many stand at q/2 or above
  std::uint32_t levels = 2;              ///< q
  LevelWindows windows;                  ///< where `count` is filled
  const std::uint32_t* count = nullptr;  ///< [level]
};

}  // namespace brink
