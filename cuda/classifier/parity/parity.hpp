// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/drawn_windows.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/solver/equal_steps.hpp"

namespace brink {

/// C = {x : sum x_i odd} (docs/spec/classes.md#parity): from every image, one step leaves it.
struct Parity {
  static constexpr const char* type = "parity";
  static constexpr const char* proof =
      "flipping the lowest bit of one pixel pairs C with its complement: exactly half";
  static constexpr std::array<const char*, 0> keys = {};
  static constexpr Statistic statistic = Statistic::levels;
  static constexpr LevelTotal total = LevelTotal::sum;

  BRINK_HD static LevelWindows windows(const CellPlan& plan, Regimes) {
    return {0, 0, 0, plan.shape.levels()};
  }

  BRINK_HD static LevelWindows drawn_windows(Shape shape, std::uint64_t) {
    return drawn_nowhere(shape);
  }

  BRINK_HD static std::int64_t score(const CellPlan&, const LevelCounts& counts) {
    return static_cast<std::int64_t>(counts.sum);
  }
  BRINK_HD static bool inside(const CellPlan&, std::int64_t score) { return score % 2 == 1; }
  BRINK_HD static Solved cost(const CellPlan&, const LevelCounts&, std::int64_t,
                              const CostRule& rule) {
    return solve_uniform_move(1, 1, rule);
  }
};

}  // namespace brink
