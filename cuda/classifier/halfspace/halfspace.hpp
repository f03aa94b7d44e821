// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <type_traits>

#include "cuda/classifier/brightness/brightness.hpp"
#include "cuda/classifier/cell_plan.hpp"
#include "cuda/grouped_counts.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/solver/equal_steps.hpp"
#include "cuda/solver/weighted_steps.hpp"
#include "cuda/sorted_caps.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink {

/// C = {x : sum w_i (2 x_i - (q-1)) > T}, random integer w (docs/spec/classes.md#halfspace). The
/// cap of a pixel counts steps towards the other side whatever the sign of its weight, so the
/// score is sum |w_i| (2 cap_i - (q-1)).
struct HalfSpace {
  static constexpr const char* type = "halfspace";
  static constexpr const char* proof =
      "the negative maps C to images of score below -T <= T, outside C";
  static constexpr std::array<const char*, 3> keys = {"coverage", "seed", "weights"};
  static constexpr Statistic statistic = Statistic::caps;

  BRINK_HD static LevelWindows windows(const CellPlan& plan, Regimes regimes) {
    return equal_step_windows(plan.shape, regimes);
  }

  /// Where every nonzero |w| is 1, and `pixels` are those of such weights.
  BRINK_HD static LevelWindows drawn_windows(Shape shape, std::uint64_t pixels) {
    return Brightness::drawn_windows(shape, pixels);
  }

  /// Where every nonzero |w| is 1, the caps without those of zero weights are the levels of an
  /// image whose brightness is the score.
  using OfLevelCounts = Brightness;

  BRINK_HD static std::int64_t score(const CellPlan& plan, const LevelCounts& caps) {
    return OfLevelCounts::score(plan, caps);
  }
  BRINK_HD static std::int64_t score(const CellPlan& plan, const WeightedCounts& counts) {
    return score(plan, total_weight(counts.classes), counts.reach);
  }
  BRINK_HD static std::int64_t score(const CellPlan& plan, const GroupedCounts& counts) {
    return score(plan, total_weight(counts.classes), counts.reach);
  }
  template <class Counts>
  BRINK_HD static std::int64_t score(const CellPlan& plan, const CountsAndCursors<Counts>& image) {
    return score(plan, total_weight(image.counts.classes), image.counts.reach);
  }
  /// The score from the sum of |w| over the pixels, which all images share, and the image's
  /// reach.
  BRINK_HD static std::int64_t score(const CellPlan& plan, std::uint64_t total_weight,
                                     std::uint64_t reach) {
    return 2 * static_cast<std::int64_t>(reach) -
           static_cast<std::int64_t>(total_weight * plan.shape.top_level());
  }
  BRINK_HD static std::uint64_t total_weight(const WeightClasses& classes) {
    std::uint64_t total = 0;
    for (std::uint32_t c = 0; c < classes.classes; ++c) {
      total += classes.weight[c] * classes.size[c];
    }
    return total;
  }
  BRINK_HD static bool inside(const CellPlan& plan, std::int64_t score) {
    return score > plan.threshold;
  }

  BRINK_HD static Solved cost(const CellPlan& plan, const LevelCounts& caps, std::int64_t score,
                              const CostRule& rule) {
    return OfLevelCounts::cost(plan, caps, score, rule);
  }
  BRINK_HD static Solved cost(const CellPlan& plan, const WeightedCounts& counts,
                              std::int64_t score, const CostRule& rule) {
    const std::uint64_t goal = steps_to(score, plan.threshold);
    if (counts.classes.classes > 1) return solve_weighted_steps(counts, goal, rule);
    return one_weight_cost(counts, goal, rule);
  }
  BRINK_HD static Solved cost(const CellPlan& plan, const GroupedCounts& counts, std::int64_t score,
                              const CostRule& rule) {
    const std::uint64_t goal = steps_to(score, plan.threshold);
    if (counts.classes.classes > 1) return solve_weighted_steps(counts, goal, rule);
    return one_weight_cost(counts, goal, rule);
  }
  template <class Counts>
  BRINK_HD static Solved cost(const CellPlan& plan, const CountsAndCursors<Counts>& image,
                              std::int64_t score, const CostRule& rule) {
    const std::uint64_t goal = steps_to(score, plan.threshold);
    if constexpr (!std::is_same_v<Counts, SortedCaps>) {
      if (image.counts.classes.classes == 1) return one_weight_cost(image.counts, goal, rule);
    }
    return solve_weighted_steps(image, goal, rule);
  }

 private:
  /// The exact cost where a single |w| occurs: ceil(D/|w|) equal steps.
  BRINK_HD static Solved one_weight_cost(const WeightedCounts& counts, std::uint64_t goal,
                                         const CostRule& rule) {
    const std::uint64_t weight = counts.classes.weight[0];
    LevelCounts caps;
    caps.pixels = counts.classes.size[0];
    caps.sum = counts.reach / weight;
    caps.levels = counts.levels;
    caps.windows = LevelWindows::all(counts.levels);
    caps.count = counts.count;
    if (counts.present != nullptr) {
      caps.present = counts.present;  // class 0 comes first, so its pairs are its caps
      caps.present_count = counts.present_begin[1];
    }
    return solve_equal_steps(caps, (goal + weight - 1) / weight, rule);
  }
  BRINK_HD static Solved one_weight_cost(const GroupedCounts& counts, std::uint64_t goal,
                                         const CostRule& rule) {
    const std::uint64_t weight = counts.classes.weight[0];
    return solve_equal_steps(counts.of_class(0), (goal + weight - 1) / weight, rule);
  }
};

}  // namespace brink
