// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/drawn_windows.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/solver/equal_steps.hpp"

namespace brink {

/// C = {x : #{x_i != centre_i} <= rho} (docs/spec/classes.md#hamming_ball). The class counts the
/// levels of x XOR centre, in which pixels that agree with the centre have level 0.
struct HammingBall {
  static constexpr const char* type = "hamming_ball";
  static constexpr const char* proof =
      "the binomial tail: rho is the largest with P(Binomial(N, 1-1/q) <= rho) <= coverage";
  static constexpr std::array<const char*, 3> keys = {"coverage", "seed", "file"};
  static constexpr Statistic statistic = Statistic::centre_differences;

  BRINK_HD static LevelWindows windows(const CellPlan& plan, Regimes) {
    return {1, 0, 0, plan.shape.levels()};
  }

  BRINK_HD static LevelWindows drawn_windows(Shape shape, std::uint64_t) {
    return {1, 0, 0, shape.levels()};
  }

  BRINK_HD static std::int64_t score(const CellPlan&, const LevelCounts& counts) {
    return static_cast<std::int64_t>(counts.pixels - counts.at(0));
  }
  BRINK_HD static bool inside(const CellPlan& plan, std::int64_t score) {
    return score <= plan.threshold;
  }
  /// One step makes a pixel differ from the centre, at every q.
  BRINK_HD static Solved cost(const CellPlan& plan, const LevelCounts&, std::int64_t score,
                              const CostRule& rule) {
    return solve_uniform_move(static_cast<std::uint64_t>(plan.threshold + 1 - score), 1, rule);
  }
};

}  // namespace brink
