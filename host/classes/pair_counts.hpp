// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "cuda/level_counts.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink {

/// How many pixels of one image have each (weight class, level). Classifiers and solvers read
/// these counts, which are a dense array with a list of the pairs that occur.
class PairCounts {
 public:
  /// @param classes the pixels' weight classes; must outlive the counts
  PairCounts(std::uint32_t levels, WeightClasses classes)
      : levels_(levels), classes_(classes), count_(std::size_t{classes.classes} * levels) {}

  /// Forgets the last image.
  void clear() {
    for (const std::uint32_t pair : present_) count_[pair] = 0;
    present_.clear();
    begin_.clear();
    counted_ = {};
  }
  void add(std::uint32_t weight_class, std::uint32_t level) {
    const std::uint32_t pair = weight_class * levels_ + level;
    if (count_[pair]++ == 0) present_.push_back(pair);
    ++counted_.pixels;
    counted_.sum += level;
    counted_.upper_half += level >= levels_ / 2 ? 1 : 0;
    counted_.reach += std::uint64_t{classes_.weight[weight_class]} * level;
  }
  /// Call this once after the last add.
  void finish() {
    std::sort(present_.begin(), present_.end());
    for (std::uint32_t c = 0; c <= classes_.classes; ++c) {
      const auto first = std::lower_bound(present_.begin(), present_.end(), c * levels_);
      begin_.push_back(static_cast<std::uint32_t>(first - present_.begin()));
    }
  }

  /// The counts of levels, whatever the weight class. Only where there is a single class.
  LevelCounts levels() const {
    LevelCounts counts;
    counts.pixels = counted_.pixels;
    counts.sum = counted_.sum;
    counts.upper_half = counted_.upper_half;
    counts.levels = levels_;
    counts.windows = LevelWindows::all(levels_);
    counts.count = count_.data();
    counts.present = present_.data();
    counts.present_count = static_cast<std::uint32_t>(present_.size());
    return counts;
  }
  /// The counts with `level` as a cap.
  WeightedCounts weighted() const {
    WeightedCounts counts;
    counts.classes = classes_;
    counts.levels = levels_;
    counts.reach = counted_.reach;
    counts.count = count_.data();
    counts.present = present_.data();
    counts.present_begin = begin_.data();
    return counts;
  }

 private:
  struct Counted {
    std::uint64_t pixels = 0, sum = 0, upper_half = 0, reach = 0;
  };

  std::uint32_t levels_;
  WeightClasses classes_;
  std::vector<std::uint32_t> count_;    ///< [class * q + level]
  std::vector<std::uint32_t> present_;  ///< the pairs that occur
  std::vector<std::uint32_t> begin_;    ///< [class] first of its pairs in present_
  Counted counted_;
};

}  // namespace brink
