// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink {

/// The caps of one class of |w| that are counted, 0..low-1 and high..q-1, and where its counts
/// begin.
struct CapWindows {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  std::uint32_t first = 0;

  /// How many counts the class has.
  BRINK_HD constexpr std::uint32_t size(std::uint32_t levels) const { return low + levels - high; }
};

/// The WeightedCounts of the sampler `counts`: each class of |w| has windows of its own, and the
/// sum of its caps is always known. GroupedCounts has the functions that the solver of unequal
/// weights calls.
struct GroupedCounts {
  WeightClasses classes;
  std::uint32_t levels = 2;              ///< q
  std::uint64_t reach = 0;               ///< sum of |w| cap over the pixels
  const CapWindows* windows = nullptr;   ///< [class]
  const std::uint32_t* count = nullptr;  ///< [place]
  const std::uint64_t* caps = nullptr;   ///< [class] the sum of its caps

  BRINK_HD bool known(std::uint32_t weight_class, std::uint32_t cap) const {
    return cap < windows[weight_class].low || cap >= windows[weight_class].high;
  }
  BRINK_HD std::uint32_t at(std::uint32_t weight_class, std::uint32_t cap) const {
    const CapWindows& own = windows[weight_class];
    return count[own.first + (cap < own.low ? cap : cap - own.high + own.low)];
  }
  /// The largest cap below `cap` that the class may hold; 0 if there is none.
  BRINK_HD std::uint32_t cap_below(std::uint32_t weight_class, std::uint32_t cap) const {
    do {
      --cap;
    } while (cap > 0 && known(weight_class, cap) && at(weight_class, cap) == 0);
    return cap;
  }
  /// The smallest cap above `cap` that the class may hold; q if there is none.
  BRINK_HD std::uint32_t cap_above(std::uint32_t, std::uint32_t cap) const { return cap + 1; }
  BRINK_HD bool caps_known(std::uint32_t) const { return true; }
  BRINK_HD std::uint64_t sum_of_caps(std::uint32_t weight_class) const {
    return caps[weight_class];
  }

  /// The counts of one class as those of bare levels.
  BRINK_HD LevelCounts of_class(std::uint32_t weight_class) const {
    const CapWindows& own = windows[weight_class];
    LevelCounts counts;
    counts.pixels = classes.size[weight_class];
    counts.sum = caps[weight_class];
    counts.levels = levels;
    counts.windows = {own.low, 0, 0, own.high};
    counts.count = count + own.first;
    counts.high_shift = own.high - own.low;
    return counts;
  }
};

}  // namespace brink
