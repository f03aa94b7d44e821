// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host/theory/integer_tail.hpp"

namespace brink {

/// Counts all images once, into a table of all scores.
class CountedTail final : public IntegerTail {
 public:
  /// Few enough images to count and few enough scores to hold.
  static bool affordable(const ReducedScore& score);

  explicit CountedTail(const ReducedScore& score);

  Count images_above(std::int64_t t) const override;

 private:
  std::int64_t largest_;
  std::vector<Count> at_most_level_;  // [y]: images with sum of m x <= y, y = (s + largest)/2
};

}  // namespace brink
