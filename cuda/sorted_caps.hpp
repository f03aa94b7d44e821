// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink {

/// WeightedCounts where pixels are few and (class, cap) pairs many, kept as the cap of every
/// pixel, so that pairs that do not occur need no memory. SortedCaps has the functions that the
/// solver of unequal weights calls. They return what WeightedCounts with `present` would.
struct SortedCaps {
  WeightClasses classes;
  std::uint32_t levels = 2;              ///< q
  std::uint64_t reach = 0;               ///< sum of |w| cap over the pixels
  const std::uint16_t* cap = nullptr;    ///< [place], ascending within each class
  const std::uint32_t* begin = nullptr;  ///< [class] its first place, and the end

  BRINK_HD bool known(std::uint32_t, std::uint32_t) const { return true; }
  BRINK_HD std::uint32_t at(std::uint32_t weight_class, std::uint32_t of_cap) const {
    return first_from(weight_class, of_cap + 1) - first_from(weight_class, of_cap);
  }
  /// The largest cap below `of_cap` in the class; 0 if there is none.
  BRINK_HD std::uint32_t cap_below(std::uint32_t weight_class, std::uint32_t of_cap) const {
    const std::uint32_t place = first_from(weight_class, of_cap);
    return place == begin[weight_class] ? 0 : cap[place - 1];
  }
  /// The smallest cap above `of_cap` in the class; q if there is none.
  BRINK_HD std::uint32_t cap_above(std::uint32_t weight_class, std::uint32_t of_cap) const {
    const std::uint32_t place = first_from(weight_class, of_cap + 1);
    return place == begin[weight_class + 1] ? levels : cap[place];
  }
  BRINK_HD bool caps_known(std::uint32_t) const { return true; }
  BRINK_HD std::uint64_t sum_of_caps(std::uint32_t weight_class) const {
    std::uint64_t sum = 0;
    for (std::uint32_t place = begin[weight_class]; place < begin[weight_class + 1]; ++place) {
      sum += cap[place];
    }
    return sum;
  }

 private:
  /// The class's first place with a cap of at least `least`.
  BRINK_HD std::uint32_t first_from(std::uint32_t weight_class, std::uint32_t least) const {
    std::uint32_t first = begin[weight_class];
    std::uint32_t last = begin[weight_class + 1];
    while (first < last) {
      const std::uint32_t middle = first + (last - first) / 2;
      if (cap[middle] < least) {
        first = middle + 1;
      } else {
        last = middle;
      }
    }
    return first;
  }
};

}  // namespace brink
