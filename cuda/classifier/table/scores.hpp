// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd.hpp"

namespace brink {

/// The largest |g| of a table. N < 2^32 of them, and their differences, stay below 2^63.
inline constexpr std::int64_t max_table_score = std::int64_t{1} << 30;
/// The most scores that a config may list; a file may hold 2^16.
inline constexpr std::size_t most_listed_scores = 256;

/// The score g of each level, and what follows from g alone.
struct TableScores {
  const std::int32_t* score = nullptr;     ///< [level] g
  const std::uint16_t* falling = nullptr;  ///< levels in the order of g, the largest first
  const std::uint16_t* far = nullptr;      ///< [level] steps to the nearest level of least g
  std::int32_t least = 0, most = 0;        ///< g

  /// The most that a pixel of this level can take off the score.
  BRINK_HD std::uint64_t most_gain(std::uint32_t level) const {
    return static_cast<std::uint64_t>(std::int64_t{score[level]} - least);
  }
  BRINK_HD std::uint64_t gain(std::uint32_t from, std::uint32_t to) const {
    return static_cast<std::uint64_t>(std::int64_t{score[from]} - score[to]);
  }
};

/// The moves of a pixel that can be of use: for one number of steps after another the level that
/// gains more than any level in fewer steps. Of two such levels the lower one is taken.
class TableSteps {
 public:
  BRINK_HD TableSteps(const TableScores& scores, std::uint32_t top_level, std::uint32_t level)
      : scores_(scores), top_(top_level), from_(level), to_(level), far_(scores.far[level]) {}

  BRINK_HD std::uint32_t steps() const { return steps_; }
  BRINK_HD std::uint32_t level() const { return to_; }
  BRINK_HD std::uint64_t gain() const { return scores_.gain(from_, to_); }
  BRINK_HD std::uint64_t most_gain() const { return scores_.most_gain(from_); }

  /// Goes on by one step. Returns false at the end.
  BRINK_HD bool next() {
    if (steps_ == far_) return false;
    ++steps_;
    fresh_ = false;
    if (steps_ <= from_) take(from_ - steps_);
    if (steps_ <= top_ - from_) take(from_ + steps_);
    return true;
  }
  /// Whether the last step has made a gain.
  BRINK_HD bool fresh() const { return fresh_; }

 private:
  BRINK_HD void take(std::uint32_t level) {
    if (scores_.score[level] >= scores_.score[to_]) return;
    to_ = level;
    fresh_ = true;
  }

  const TableScores& scores_;
  std::uint32_t top_, from_, to_, far_;
  std::uint32_t steps_ = 0;
  bool fresh_ = true;
};

}  // namespace brink
