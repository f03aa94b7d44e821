// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/drawn_windows.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/solver/equal_steps.hpp"

namespace brink {

/// C = {x : #{x_i >= q/2} odd} (docs/spec/classes.md#top_bit_parity). Only the pixel nearest to
/// the middle of the levels matters: it leaves by the least steps.
struct TopBitParity {
  static constexpr const char* type = "top_bit_parity";
  static constexpr const char* proof =
      "flipping the top bit of one pixel pairs C with its complement: exactly half";
  static constexpr std::array<const char*, 0> keys = {};
  static constexpr Statistic statistic = Statistic::levels;
  static constexpr LevelTotal total = LevelTotal::upper_half;

  /// R levels on either side of the middle. All N pixels of a random image lie outside of
  /// them with a probability of (1 - 2R/q)^N, which exp(-2 R N/q) bounds by 10^-5.
  BRINK_HD static LevelWindows windows(const CellPlan& plan, Regimes) {
    constexpr double needed = 5.8;  // log(10^5) / 2, and a little more
    const Shape& shape = plan.shape;
    const std::uint32_t middle = shape.levels() / 2;
    const double reach = needed * shape.levels() / static_cast<double>(shape.pixels());
    if (reach + 1 >= middle) return LevelWindows::all(shape.levels());
    const std::uint32_t levels = static_cast<std::uint32_t>(reach) + 1;
    return {0, middle - levels, middle + levels, shape.levels()};
  }

  /// On either side the least power of two R with R N >= 4 q: all pixels lie outside of these
  /// levels with a probability below exp(-8).
  BRINK_HD static LevelWindows drawn_windows(Shape shape, std::uint64_t pixels) {
    constexpr std::uint64_t pixels_hit = 4;
    std::uint32_t reach = 1;
    while (reach < shape.levels() && reach * pixels < pixels_hit * shape.levels()) reach *= 2;
    return drawn_middle(shape, reach, reach);
  }

  BRINK_HD static std::int64_t score(const CellPlan&, const LevelCounts& counts) {
    return static_cast<std::int64_t>(counts.upper_half);
  }
  BRINK_HD static bool inside(const CellPlan&, std::int64_t score) { return score % 2 == 1; }

  /// Steps that take a pixel to the other half of the levels.
  BRINK_HD static std::uint32_t steps_across(const CellPlan& plan, std::uint32_t level) {
    const std::uint32_t middle = plan.shape.levels() / 2;
    return level >= middle ? level - middle + 1 : middle - level;
  }
  BRINK_HD static Solved cost(const CellPlan& plan, const LevelCounts& counts, std::int64_t,
                              const CostRule& rule) {
    const std::uint32_t steps =
        counts.present != nullptr ? nearest_listed(plan, counts) : nearest_counted(plan, counts);
    return steps == 0 ? Solved{{0, 0}, false} : solve_uniform_move(1, steps, rule);
  }

 private:
  /// 0 where the nearest level listed is outside the windows, so that it only may hold pixels.
  BRINK_HD static std::uint32_t nearest_listed(const CellPlan& plan, const LevelCounts& counts) {
    std::uint32_t least = counts.levels;
    bool known = true;
    for (std::uint32_t i = 0; i < counts.present_count; ++i) {
      const std::uint32_t steps = steps_across(plan, counts.present[i]);
      const bool counted = counts.windows.contains(counts.present[i]);
      if (steps < least || (steps == least && counted)) {
        least = steps;
        known = counted;
      }
    }
    return known ? least : 0;
  }
  /// 0 where it may be a pixel that was not counted.
  BRINK_HD static std::uint32_t nearest_counted(const CellPlan& plan, const LevelCounts& counts) {
    const std::uint32_t middle = plan.shape.levels() / 2;
    for (std::uint32_t steps = 1; steps <= middle; ++steps) {
      const std::uint32_t above = middle + steps - 1, below = middle - steps;
      if (!counts.windows.contains(above) || !counts.windows.contains(below)) return 0;
      if (counts.at(above) > 0 || counts.at(below) > 0) return steps;
      if (counts.partial) return 0;
    }
    return 0;
  }
};

}  // namespace brink
