// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd.hpp"

namespace brink {

/// The most different |w| that a half-space may have; the solvers keep a cursor for each.
inline constexpr std::uint32_t max_weight_classes = 1023;

/// The pixels of a half-space grouped by |w|, which depends on the weights alone.
struct WeightClasses {
  std::uint32_t classes = 0;
  const std::uint32_t* weight = nullptr;  ///< [class], ascending, above 0
  const std::uint64_t* size = nullptr;    ///< [class], pixels with that |w|
};

/// Which (|w|, cap) pairs a pass counts: every cap of the classes from `whole` on, which are the
/// heaviest, and the caps below `low` of all other classes. Nearly every random image is solved
/// from these. For a rare image that needs more, a second pass counts every pair and gives the
/// exact answer.
struct WeightedWindows {
  std::uint32_t whole = 0;
  std::uint32_t low = 0;
};

/// How many pixels have each (|w|, cap). The cap is the number of steps that a pixel can move
/// towards the other side: x where w > 0, q-1-x where w < 0. This is the sufficient statistic of
/// a half-space (docs/spec/classes.md#distances).
struct WeightedCounts {
  WeightClasses classes;
  std::uint32_t levels = 2;              ///< q
  std::uint64_t reach = 0;               ///< sum of |w| cap over the pixels
  WeightedWindows windows;               ///< where `count` is filled
  const std::uint32_t* count = nullptr;  ///< [class * q + cap]
  /// [class] the sum of the class's caps, where the class is counted whole. If null, the counts
  /// are added up instead.
  const std::uint64_t* caps = nullptr;

  /// The pairs class * q + cap that occur, in ascending order, and where each class begins among
  /// them, where pixels are few and (class, cap) pairs many. Without the list, the solvers look
  /// at every cap.
  const std::uint32_t* present = nullptr;
  const std::uint32_t* present_begin = nullptr;  ///< [class], and the end

  BRINK_HD bool known(std::uint32_t weight_class, std::uint32_t cap) const {
    return weight_class >= windows.whole || cap < windows.low;
  }
  BRINK_HD std::uint32_t at(std::uint32_t weight_class, std::uint32_t cap) const {
    return count[std::uint64_t{weight_class} * levels + cap];
  }
  /// The largest cap below `cap` that the class may hold; 0 if there is none.
  BRINK_HD std::uint32_t cap_below(std::uint32_t weight_class, std::uint32_t cap) const {
    if (!known(weight_class, cap - 1)) return cap - 1;
    if (present == nullptr) {
      do {
        --cap;
      } while (cap > 0 && at(weight_class, cap) == 0);
      return cap;
    }
    const std::uint32_t found = first_present(weight_class, cap);
    return found == present_begin[weight_class] ? 0 : present_cap(weight_class, found - 1);
  }
  /// The smallest cap above `cap` that the class may hold; q if there is none.
  BRINK_HD std::uint32_t cap_above(std::uint32_t weight_class, std::uint32_t cap) const {
    if (present == nullptr) return cap + 1;
    const std::uint32_t found = first_present(weight_class, cap + 1);
    return found == present_begin[weight_class + 1] ? levels : present_cap(weight_class, found);
  }

  BRINK_HD bool caps_known(std::uint32_t weight_class) const {
    return known(weight_class, levels - 1);
  }
  /// The sum of the caps of a class of which caps_known.
  BRINK_HD std::uint64_t sum_of_caps(std::uint32_t weight_class) const {
    if (caps != nullptr) return caps[weight_class];
    std::uint64_t sum = 0;
    for (std::uint32_t cap = cap_above(weight_class, 0); cap < levels;
         cap = cap_above(weight_class, cap)) {
      sum += std::uint64_t{cap} * at(weight_class, cap);
    }
    return sum;
  }

 private:
  BRINK_HD std::uint32_t present_cap(std::uint32_t weight_class, std::uint32_t position) const {
    return present[position] - weight_class * levels;
  }
  /// Position of the class's first pair whose cap is at least `cap`.
  BRINK_HD std::uint32_t first_present(std::uint32_t weight_class, std::uint32_t cap) const {
    std::uint32_t first = present_begin[weight_class];
    std::uint32_t last = present_begin[weight_class + 1];
    while (first < last) {
      const std::uint32_t middle = first + (last - first) / 2;
      if (present_cap(weight_class, middle) < cap) {
        first = middle + 1;
      } else {
        last = middle;
      }
    }
    return first;
  }
};

}  // namespace brink
