// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "cuda/solver/solved.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink {

/// Solves unequal weights as WeightedSteps does, at one p, for many images of a half-space:
/// items go by gain over cost, which no image has a say in, so their order is kept from image
/// to image and grows as far as an image has needed it. An image is then a walk along the
/// order, without a comparison. At p = 0 and integers p > 1, where costs are integers and
/// their sums the same in any order.
class GreedyOrder {
 public:
  /// Whether it serves this p and so many levels.
  static bool serves(const CostRule& rule, std::uint32_t levels);

  explicit GreedyOrder(const CostRule& rule);

  /// Cost bracket of a gain of at least `goal`; needs 1 <= goal <= counts.reach. Not known
  /// where the windows, or the longest order that is kept, do not reach the goal. All counts
  /// have the same classes, levels and windows, and no list of the pairs that occur.
  Solved solve(const WeightedCounts& counts, std::uint64_t goal);

 private:
  /// A pair of class and cap: of all pixels with it (p = 0); or of those which the step from
  /// this cap on is beyond (p > 1).
  struct Item {
    std::uint32_t pair;
    std::uint32_t gain;  ///< of one pixel
  };
  struct Step {
    std::uint32_t weight_class;
    std::uint64_t cost;  ///< of one pixel
  };

  Solved fewest_pixels(const WeightedCounts& counts, std::uint64_t goal);
  Solved cheapest_steps(const WeightedCounts& counts, std::uint64_t goal);
  bool extend(const WeightedCounts& counts);
  bool open(const WeightedCounts& counts, std::uint32_t weight_class) const;
  std::uint64_t next_gain(const WeightedCounts& counts, std::uint32_t weight_class) const;
  std::uint64_t next_cost(std::uint32_t weight_class) const;

  bool whole_pixels_;  ///< items are whole pixels, the largest first; else steps, upwards
  IntegerCosts costs_;
  std::vector<Item> items_;
  std::vector<Step> steps_;           ///< [item], where items are steps
  std::vector<std::uint32_t> place_;  ///< [class] the cap of its next item
  std::vector<std::uint64_t> able_;   ///< [class] pixels that can take one more step
};

}  // namespace brink
