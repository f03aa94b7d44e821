// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/classifier/table/level_moves.hpp"
#include "cuda/classifier/whole_image.hpp"
#include "cuda/solver/solved.hpp"

namespace brink {

/// The largest |g| of a table, and the most bits of its levels.
inline constexpr std::int64_t max_table_value = std::int64_t{1} << 15;
inline constexpr std::uint32_t max_table_bits = 8;

/// C = {x : sum of g(x_i) > T} (docs/spec/classes.md#table).
struct Table {
  static constexpr const char* type = "table";
  static constexpr const char* proof = "none: the coverage is measured";
  static constexpr std::array<const char*, 2> keys = {"table", "threshold"};
  static constexpr Statistic statistic = Statistic::image;

  /// Counts of the levels, and two moves for each.
  BRINK_HD static std::size_t scratch_words(const CellPlan& plan) {
    return std::size_t{3} * plan.shape.levels();
  }
  BRINK_HD static std::size_t kept_words(const CellPlan&) { return 0; }

  BRINK_HD static std::int64_t score(const CellPlan& plan, const std::uint16_t* image, Scratch) {
    std::int64_t sum = 0;
    for (std::uint64_t i = 0; i < plan.shape.pixels(); ++i) sum += plan.table[image[i]];
    return sum;
  }
  BRINK_HD static bool inside(const CellPlan& plan, std::int64_t score) {
    return score > plan.threshold;
  }

  BRINK_HD static bool bracketed(const CellPlan& plan, Norm norm) {
    return plan.shape.b > 1 && norm.p != 0 && norm.kind() != Norm::Kind::infinity;
  }

  BRINK_HD static Solved cost(const CellPlan& plan, const std::uint16_t* image, std::int64_t score,
                              const CostRule& rule, Scratch scratch, std::uint16_t* witness) {
    const LevelTable table(plan.table, plan.shape.levels());
    std::uint64_t* const count = scratch;
    for (std::uint32_t level = 0; level < table.levels(); ++level) count[level] = 0;
    for (std::uint64_t i = 0; i < plan.shape.pixels(); ++i) ++count[image[i]];
    const auto goal = static_cast<std::uint64_t>(score - plan.threshold);
    if (rule.norm.kind() == Norm::Kind::infinity) {
      const std::uint32_t most = least_common_steps(table, count, goal);
      move(
          plan, image, table, [most](std::uint32_t) { return most; }, witness);
      return {{most, most}, true};
    }
    return rule.with_costs([&](const auto& costs) {
      using Moves = LevelMoves<std::decay_t<decltype(costs)>>;
      const Moves moves(table, count, goal, costs, scratch + table.levels());
      move(plan, image, table, typename Moves::Steps(moves), witness);
      return Solved{moves.cost(!bracketed(plan, rule.norm)), true};
    });
  }

 private:
  /// The least number of steps that are enough where every pixel may take them.
  BRINK_HD_CALLED static std::uint32_t least_common_steps(const LevelTable& table,
                                                          const std::uint64_t* count,
                                                          std::uint64_t goal) {
    std::uint32_t low = 0, high = table.levels() - 1;
    while (low + 1 < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      std::uint64_t gain = 0;
      for (std::uint32_t level = 0; level < table.levels(); ++level) {
        if (count[level] == 0) continue;
        const std::int32_t least = table[table.nearest_least(level, middle)];
        gain += count[level] * static_cast<std::uint64_t>(table[level] - least);
      }
      (gain >= goal ? high : low) = middle;
    }
    return high;
  }

  template <class Steps>
  BRINK_HD static void move(const CellPlan& plan, const std::uint16_t* image,
                            const LevelTable& table, Steps steps, std::uint16_t* witness) {
    if (witness == nullptr) return;
    for (std::uint64_t i = 0; i < plan.shape.pixels(); ++i) {
      witness[i] = static_cast<std::uint16_t>(table.nearest_least(image[i], steps(image[i])));
    }
  }
};

}  // namespace brink
