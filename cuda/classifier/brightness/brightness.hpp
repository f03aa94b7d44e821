// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/drawn_windows.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/solver/equal_steps.hpp"

namespace brink {

/// C = {x : sum (2 x_i - (q-1)) > T}: the brighter images (docs/spec/classes.md#brightness).
struct Brightness {
  static constexpr const char* type = "brightness";
  static constexpr const char* proof =
      "the negative maps C to images of score below -T <= T, outside C";
  static constexpr std::array<const char*, 1> keys = {"coverage"};
  static constexpr Statistic statistic = Statistic::levels;
  static constexpr LevelTotal total = LevelTotal::sum;

  BRINK_HD static LevelWindows windows(const CellPlan& plan, Regimes regimes) {
    return equal_step_windows(plan.shape, regimes);
  }

  BRINK_HD static LevelWindows drawn_windows(Shape shape, std::uint64_t pixels) {
    return drawn_ends(shape, drawn_end(shape, pixels));
  }

  BRINK_HD static std::int64_t score(const CellPlan& plan, const LevelCounts& counts) {
    return 2 * static_cast<std::int64_t>(counts.sum) -
           static_cast<std::int64_t>(counts.pixels * plan.shape.top_level());
  }
  BRINK_HD static bool inside(const CellPlan& plan, std::int64_t score) {
    return score > plan.threshold;
  }
  BRINK_HD static Solved cost(const CellPlan& plan, const LevelCounts& counts, std::int64_t score,
                              const CostRule& rule) {
    return solve_equal_steps(counts, steps_to(score, plan.threshold), rule);
  }
};

}  // namespace brink
