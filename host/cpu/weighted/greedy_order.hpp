// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "cuda/solver/solved.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink {

/// Solves unequal weights as WeightedSteps does, at one p, for many images of a half-space. Items
/// are ordered by gain over cost, which does not depend on the image. So the order is kept from
/// image to image, and extended when an image needs more of it. An image then takes a walk along
/// the order, without a comparison. For p = 0 and integers p > 1, where costs are integers and
/// their sums do not depend on the order.
class GreedyOrder {
 public:
  /// Whether this class can solve this p at so many levels.
  static bool serves(const CostRule& rule, std::uint32_t levels);

  explicit GreedyOrder(const CostRule& rule);

  /// The bracket of the cost of a gain of at least `goal`; needs 1 <= goal <= counts.reach. The
  /// cost is not known where the windows, or the longest order that is kept, do not reach the
  /// goal. All calls must use counts of the same classes, levels and windows, without a list of
  /// the pairs that occur.
  Solved solve(const WeightedCounts& counts, std::uint64_t goal);

 private:
  /// A pair of class and cap. At p = 0 the item is all pixels with that pair. For p > 1 it is one
  /// step of all pixels of the class that can go beyond this cap.
  struct Item {
    std::uint32_t pair;
    std::uint32_t gain;  ///< gain of one pixel
  };
  struct Step {
    std::uint32_t weight_class;
    std::uint64_t cost;  ///< cost of one pixel
  };

  Solved fewest_pixels(const WeightedCounts& counts, std::uint64_t goal);
  Solved cheapest_steps(const WeightedCounts& counts, std::uint64_t goal);
  bool extend(const WeightedCounts& counts);

  Norm norm_;
  bool whole_pixels_;  ///< items are whole pixels, the largest first; else steps, upwards
  IntegerCosts costs_;
  std::vector<Item> items_;
  std::vector<Step> steps_;           ///< [item], where items are steps
  std::vector<std::uint32_t> place_;  ///< [class] the cap of its next item
  std::vector<std::uint64_t> able_;   ///< [class] pixels that can take one more step
};

}  // namespace brink
