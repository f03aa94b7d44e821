// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd.hpp"

namespace brink {

/// Which levels a pass counts one by one: 0..low-1, middle_begin..middle_end-1 and high..q-1.
/// Nearly every random image is solved from these ends. For a rare image that needs more levels,
/// a second pass counts every level and gives the exact answer.
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

/// How many pixels of an image have each level, with the number of pixels and the sum of levels.
/// This is the sufficient statistic of every class that depends on levels only.
struct LevelCounts {
  std::uint64_t pixels = 0;      ///< how many pixels were counted
  std::uint64_t sum = 0;         ///< sum of their levels, where a class needs it
  std::uint64_t upper_half = 0;  ///< how many have a level of q/2 or above
  std::uint32_t levels = 2;      ///< q
  LevelWindows windows;          ///< where `count` is filled
  /// Whether `count` covers only part of the image, so that each level has at least that many
  /// pixels. Never with a low window, because the even spread subtracts those counts.
  bool partial = false;
  /// [level] pixels of this level. Where the levels between the windows have no place of their
  /// own, [level - shift] in the middle and the high window. Null where `present` contains
  /// everything.
  const std::uint32_t* count = nullptr;
  std::uint32_t middle_shift = 0;
  std::uint32_t high_shift = 0;

  /// The levels that occur, in ascending order, where pixels are few and levels many. The solvers
  /// then jump from one to the next; without the list they look at each level. Where there is no
  /// `count`, the list has a level once for each of its pixels. A listed level outside the windows
  /// only may hold pixels, and no pixel there lies between two neighbours of the list.
  const std::uint32_t* present = nullptr;
  std::uint32_t present_count = 0;

  /// How many pixels have this level. The level must be within the windows.
  BRINK_HD std::uint32_t at(std::uint32_t level) const {
    if (count == nullptr) return present_below(level + 1) - present_below(level);
    if (level < windows.low) return count[level];
    return count[level - (level >= windows.high ? high_shift : middle_shift)];
  }

 private:
  /// How many entries of `present` are below a level.
  BRINK_HD std::uint32_t present_below(std::uint32_t level) const {
    std::uint32_t low = 0;
    std::uint32_t high = present_count;
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (present[middle] < level) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
};

/// The counts of an image of two levels, which its number of ones determines. The function fills
/// `count`, which must outlive the returned counts.
BRINK_HD inline LevelCounts two_level_counts(std::uint64_t pixels, std::uint64_t ones,
                                             std::uint32_t (&count)[2]) {
  count[0] = static_cast<std::uint32_t>(pixels - ones);
  count[1] = static_cast<std::uint32_t>(ones);
  LevelCounts counts;
  counts.pixels = pixels;
  counts.sum = counts.upper_half = ones;
  counts.windows = LevelWindows::all(counts.levels);
  counts.count = count;
  return counts;
}

/// Visits the levels that may hold pixels, from the highest to the lowest.
class LevelsDown {
 public:
  BRINK_HD explicit LevelsDown(const LevelCounts& counts)
      : counts_(counts), left_(counts.present == nullptr ? counts.levels : counts.present_count) {}

  BRINK_HD bool next(std::uint32_t& level) {
    if (left_ == 0) return false;
    --left_;
    if (counts_.present == nullptr) {
      level = left_;
      return true;
    }
    level = counts_.present[left_];
    while (left_ > 0 && counts_.present[left_ - 1] == level) --left_;
    return true;
  }

 private:
  const LevelCounts& counts_;
  std::uint32_t left_;
};

/// Visits the levels that may hold pixels, from `first` upwards.
class LevelsUp {
 public:
  BRINK_HD LevelsUp(const LevelCounts& counts, std::uint32_t first) : counts_(counts) {
    if (counts.present == nullptr) {
      next_ = first;
    } else {
      while (next_ < counts.present_count && counts.present[next_] < first) ++next_;
    }
  }

  BRINK_HD bool next(std::uint32_t& level) {
    if (counts_.present == nullptr) {
      if (next_ == counts_.levels) return false;
      level = next_++;
      return true;
    }
    if (next_ == counts_.present_count) return false;
    level = counts_.present[next_];
    while (++next_ < counts_.present_count && counts_.present[next_] == level) {
    }
    return true;
  }

 private:
  const LevelCounts& counts_;
  std::uint32_t next_ = 0;
};

}  // namespace brink
