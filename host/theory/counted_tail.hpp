// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host/theory/count.hpp"
#include "host/theory/score_tail.hpp"

namespace brink {

/// The tail of a score by counting all q^N images: exact.
class CountedTail final : public ScoreTail {
 public:
  /// Whether the images can be counted: few enough of them, and few enough scores.
  static bool affordable(const ReducedScore& score);

  explicit CountedTail(const ReducedScore& score);

  double above(std::int64_t t) const override;
  bool at_most(std::int64_t t, double coverage) const override;
  std::string method() const override { return "exact count of all images"; }

 private:
  Count images_above(std::int64_t t) const;

  std::uint64_t space_bits_;  // log2 of the number of images
  std::int64_t largest_;
  std::vector<Count> at_most_level_;  // [y]: images with sum of m x <= y, y = (s + largest)/2
};

}  // namespace brink
