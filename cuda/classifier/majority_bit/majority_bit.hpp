// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/drawn_windows.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/solver/cheapest_bits.hpp"

namespace brink {

/// C = {x : 2 #{x_i >= q/2} - N > T}: images with more top bits set than not
/// (docs/spec/classes.md#majority_bit).
struct MajorityBit {
  static constexpr const char* type = "majority_bit";
  static constexpr const char* proof =
      "the negative flips every top bit and maps C to images of score below -T <= T, outside C";
  static constexpr std::array<const char*, 1> keys = {"coverage"};
  static constexpr Statistic statistic = Statistic::levels;
  static constexpr LevelTotal total = LevelTotal::upper_half;

  /// The excess of top bits is sqrt(N)/2 times a standard normal z. At z = 4.5 the flips need
  /// 2.25 sqrt(N) pixels, and each level from q/2 on has about N/q of them.
  BRINK_HD static LevelWindows windows(const CellPlan& plan, Regimes) {
    constexpr double reserve = 3;
    const std::uint32_t middle = plan.shape.levels() / 2;
    const std::uint32_t reach = end_levels(plan.shape, reserve);
    const std::uint32_t end = reach < middle ? middle + reach : plan.shape.levels();
    return {0, middle, end, plan.shape.levels()};
  }

  /// Twice the levels of an end, because all flips take pixels from the same few levels.
  BRINK_HD static LevelWindows drawn_windows(Shape shape, std::uint64_t pixels) {
    return drawn_middle(shape, 0, 2 * drawn_end(shape, pixels));
  }

  BRINK_HD static std::int64_t score(const CellPlan&, const LevelCounts& counts) {
    return 2 * static_cast<std::int64_t>(counts.upper_half) -
           static_cast<std::int64_t>(counts.pixels);
  }
  BRINK_HD static bool inside(const CellPlan& plan, std::int64_t score) {
    return score > plan.threshold;
  }
  BRINK_HD static Solved cost(const CellPlan& plan, const LevelCounts& counts, std::int64_t score,
                              const CostRule& rule) {
    return solve_cheapest_bits(counts, steps_to(score, plan.threshold), rule);
  }
};

}  // namespace brink
