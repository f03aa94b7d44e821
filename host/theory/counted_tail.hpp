// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/theory/score_tail.hpp"

namespace brink {

/// The tail of a score, counted over all q^N images. It is exact, and is compared exactly.
class CountedTail final : public ScoreTail {
 public:
  /// Whether the number of images is small enough for an integer.
  static bool possible(const ReducedScore& score);

  explicit CountedTail(const ReducedScore& score) : score_(score) {}

  double above(std::int64_t t) const override;
  bool at_most(std::int64_t t, double coverage) const override;
  std::string method() const override { return "exact count of all images"; }

 private:
  ReducedScore score_;
};

/// The same count in floating point, for a few pixels of many bits. The characteristic function of
/// these decays too slowly to be inverted quickly.
class FewPixelsTail final : public ScoreTail {
 public:
  static bool affordable(const ReducedScore& score);

  explicit FewPixelsTail(const ReducedScore& score) : score_(score) {}

  double above(std::int64_t t) const override;
  bool at_most(std::int64_t t, double coverage) const override;
  std::string method() const override { return "count of all images, relative error below 1e-15"; }

 private:
  ReducedScore score_;
};

}  // namespace brink
