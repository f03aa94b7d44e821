// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/costs.hpp"
#include "cuda/solver/solved.hpp"

namespace brink {

/// C = {x : x_j^2 + x_k^2 <= rho}, where k is the pixel after j: a quarter of a disc in the square
/// of the levels of two pixels (docs/spec/classes.md#corner).
struct Corner {
  static constexpr const char* type = "corner";
  static constexpr const char* proof =
      "rho is the largest integer that lets in at most half of the pairs of levels";
  static constexpr std::array<const char*, 1> keys = {"pixel"};
  static constexpr Statistic statistic = Statistic::two_pixels;

  BRINK_HD static std::int64_t score(const CellPlan&, const LevelPair& levels) {
    return square(levels.first) + square(levels.second);
  }
  BRINK_HD static bool inside(const CellPlan& plan, std::int64_t score) {
    return score <= plan.threshold;
  }
  BRINK_HD static Solved cost(const CellPlan& plan, const LevelPair& levels, std::int64_t,
                              const CostRule& rule) {
    return rule.with_costs([&](const auto& costs) {
      const std::uint64_t key =
          costs.key(cost_of(cheapest(plan, levels, rule.norm, costs), rule.norm, costs));
      return Solved{{key, key}, true};
    });
  }

  /// Steps up of the pixel of the higher level, of the first one if they are equal, and of the
  /// other pixel.
  struct Move {
    std::uint32_t high = 0, low = 0;
  };
  BRINK_HD static Move move(const CellPlan& plan, const LevelPair& levels, const CostRule& rule) {
    return rule.with_costs(
        [&](const auto& costs) { return cheapest(plan, levels, rule.norm, costs); });
  }

 private:
  BRINK_HD static std::int64_t square(std::uint32_t level) { return std::int64_t{level} * level; }

  template <class Costs>
  BRINK_HD static typename Costs::Value cost_of(const Move& move, Norm norm, const Costs& costs) {
    if (norm.kind() == Norm::Kind::zero) return costs.whole(move.low > 0 ? 2 : 1);
    if (norm.kind() == Norm::Kind::infinity) return costs.whole(move.high);
    return costs.power(move.high) + costs.power(move.low);
  }

  /// One pixel alone can always leave, because (q-1)^2 > rho. For p <= 1 the higher one does so
  /// most cheaply. For p > 1 it moves at least as far as the other one. The proof is in
  /// docs/theory.md#why-each-distance-is-exact.
  template <class Costs>
  BRINK_HD static Move cheapest(const CellPlan& plan, const LevelPair& levels, Norm norm,
                                const Costs& costs) {
    const bool first = levels.first >= levels.second;
    const std::uint32_t high = first ? levels.first : levels.second;
    const std::uint32_t low = first ? levels.second : levels.first;
    const std::uint32_t top = plan.shape.top_level();
    const auto leaves = [&](const Move& move) {
      return square(high + move.high) + square(low + move.low) > plan.threshold;
    };
    Move best{1, 0};
    for (std::uint32_t end = top - high; best.high < end;) {
      const std::uint32_t middle = (best.high + end) / 2;
      if (leaves({middle, 0})) {
        end = middle;
      } else {
        best.high = middle + 1;
      }
    }
    if (norm.p <= 1) return best;
    const std::uint32_t most_low = plan.shape.pixels() > 1 ? top - low : 0;
    auto least = cost_of(best, norm, costs);
    Move next = best;
    for (next.low = 1; next.low <= most_low; ++next.low) {
      while (next.high > 0 && leaves({next.high - 1, next.low})) --next.high;
      if (next.high < next.low) break;
      const auto cost = cost_of(next, norm, costs);
      if (costs.compare(cost, 1, least, 1) < 0) {
        least = cost;
        best = next;
      }
    }
    return best;
  }
};

}  // namespace brink
