// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd.hpp"

namespace brink {

/// Most distinct |w| a half-space may have; the solvers keep a cursor for each.
inline constexpr std::uint32_t max_weight_classes = 1023;

/// The pixels of a half-space grouped by |w|: what the weights alone decide.
struct WeightClasses {
  std::uint32_t classes = 0;
  const std::uint32_t* weight = nullptr;  ///< [class], ascending, above 0
  const std::uint64_t* size = nullptr;    ///< [class], pixels with that |w|
};

/// How many pixels have each (|w|, cap), cap being the steps a pixel can move
/// towards the other side: x where w > 0, q-1-x where w < 0. The sufficient
/// statistic of a half-space (spec, section 3).
struct WeightedCounts {
  WeightClasses classes;
  std::uint32_t levels = 2;               ///< q
  std::uint64_t reach = 0;                ///< sum of |w| cap over the pixels
  const std::uint32_t* count = nullptr;   ///< [class * q + cap]

  BRINK_HD std::uint32_t at(std::uint32_t weight_class, std::uint32_t cap) const {
    return count[std::uint64_t{weight_class} * levels + cap];
  }
};

}  // namespace brink
