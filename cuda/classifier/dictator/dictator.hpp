// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/solver/equal_steps.hpp"

namespace brink {

/// C = {x : x_j >= q/2}: one pixel decides (docs/spec/classes.md#dictator).
struct Dictator {
  static constexpr const char* type = "dictator";
  static constexpr const char* proof =
      "half of the levels of one pixel: exactly half of the images";
  static constexpr std::array<const char*, 1> keys = {"pixel"};
  static constexpr Statistic statistic = Statistic::one_pixel;

  BRINK_HD static std::int64_t score(const CellPlan&, std::uint32_t level) { return level; }
  BRINK_HD static bool inside(const CellPlan& plan, std::int64_t score) {
    return score >= plan.shape.levels() / 2;
  }
  BRINK_HD static Solved cost(const CellPlan& plan, std::uint32_t level, std::int64_t,
                              const CostRule& rule) {
    return solve_uniform_move(1, level - plan.shape.levels() / 2 + 1, rule);
  }
};

}  // namespace brink
