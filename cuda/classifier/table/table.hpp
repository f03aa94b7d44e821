// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/classifier/table/table_choices.hpp"
#include "cuda/classifier/whole_image.hpp"

namespace brink {

/// C = {x : sum g(x_i) > T} with a score g for each level (docs/spec/classes.md#table).
struct Table {
  static constexpr const char* type = "table";
  static constexpr const char* proof = measured_proof;
  static constexpr std::array<const char*, 3> keys = {"scores", "file", "threshold"};
  static constexpr Statistic statistic = Statistic::image;

  BRINK_HD static std::size_t scratch_words(const CellPlan& plan) {
    return table_level_words(plan.shape) + search_scratch_words;
  }
  BRINK_HD static std::size_t kept_words(const CellPlan&) { return 0; }

  BRINK_HD static std::int64_t score(const CellPlan& plan, const std::uint16_t* image, Scratch) {
    std::int64_t sum = 0;
    for (std::uint64_t i = 0; i < plan.shape.pixels(); ++i) sum += plan.table.score[image[i]];
    return sum;
  }
  BRINK_HD static bool inside(const CellPlan& plan, std::int64_t score) {
    return score > plan.threshold;
  }

  BRINK_HD static bool bracketed(const CellPlan& plan, Norm norm) {
    return !one_step(plan) && norm.p != 0 && norm.kind() != Norm::Kind::infinity;
  }

  BRINK_HD static Solved cost(const CellPlan& plan, const std::uint16_t* image, std::int64_t score,
                              const CostRule& rule, Scratch scratch, std::uint16_t* witness) {
    const TableLevels levels = table_levels(plan.table, plan.shape, scratch);
    for (std::uint32_t level = 0; level < levels.levels; ++level) levels.count[level] = 0;
    for (std::uint64_t i = 0; i < plan.shape.pixels(); ++i) ++levels.count[image[i]];
    const auto goal = static_cast<std::uint64_t>(score - plan.threshold);
    const Move move{levels, image, plan.shape.pixels(), witness};
    std::uint64_t* const search = scratch + table_level_words(plan.shape);
    return rule.with_costs([&](const auto& costs) {
      if (rule.norm.kind() == Norm::Kind::infinity) return exactly(costs, least_steps(move, goal));
      if (rule.norm.p == 0 || one_step(plan)) return exactly(costs, fewest_pixels(move, goal));
      return cheapest(move, goal, costs, search);
    });
  }

 private:
  /// An image and where its witness goes, or null.
  struct Move {
    const TableLevels& levels;
    const std::uint16_t* image;
    std::uint64_t pixels;
    std::uint16_t* witness;
  };

  /// Whether a pixel cannot take two steps, so that only the number of pixels costs.
  BRINK_HD static bool one_step(const CellPlan& plan) { return plan.shape.levels() == 2; }

  template <class Costs>
  BRINK_HD static Solved exactly(const Costs& costs, std::uint64_t cost) {
    const std::uint64_t key = costs.key(costs.whole(cost));
    return {{key, key}, true};
  }

  /// Writes a witness: pixel after pixel goes to to(level, how many of this level came before).
  template <class To>
  BRINK_HD static void move_each(const Move& move, const To& to) {
    if (move.witness == nullptr) return;
    for (std::uint32_t level = 0; level < move.levels.levels; ++level) move.levels.count[level] = 0;
    for (std::uint64_t i = 0; i < move.pixels; ++i) {
      const std::uint32_t level = move.image[i];
      move.witness[i] = static_cast<std::uint16_t>(to(level, move.levels.count[level]++));
    }
  }
  BRINK_HD static std::uint32_t level_within(const TableLevels& levels, std::uint32_t level,
                                             std::uint32_t most) {
    TableSteps steps(*levels.scores, levels.top(), level);
    while (steps.steps() < most && steps.next()) {
    }
    return steps.level();
  }

  /// A pixel of any level can go to the least score, so those of the largest ones do.
  BRINK_HD static std::uint64_t fewest_pixels(const Move& move, std::uint64_t goal) {
    const TableLevels& levels = move.levels;
    std::uint64_t found = 0;
    for (std::uint32_t rank = 0; rank < levels.levels; ++rank) {
      const std::uint32_t level = levels.scores->falling[rank];
      const std::uint64_t gain = levels.scores->most_gain(level);
      std::uint64_t pixels = goal == 0 || gain == 0 ? 0 : (goal + gain - 1) / gain;
      if (pixels > levels.count[level]) pixels = levels.count[level];
      levels.moved[level] = static_cast<std::uint32_t>(pixels);
      goal = pixels * gain < goal ? goal - pixels * gain : 0;
      found += pixels;
    }
    move_each(move, [&](std::uint32_t level, std::uint32_t before) {
      return before < levels.moved[level] ? level_within(levels, level, levels.top()) : level;
    });
    return found;
  }

  /// Every pixel goes to the least score within so many steps.
  BRINK_HD static std::uint64_t least_steps(const Move& move, std::uint64_t goal) {
    const TableLevels& levels = move.levels;
    std::uint32_t enough = 1;
    while (enough < levels.top() && gain_within(levels, enough) < goal) enough *= 2;
    if (enough > levels.top()) enough = levels.top();
    std::uint32_t less = enough / 2;  // is not enough
    while (less + 1 < enough) {
      const std::uint32_t middle = less + (enough - less) / 2;
      (gain_within(levels, middle) < goal ? less : enough) = middle;
    }
    move_each(move, [&](std::uint32_t level, std::uint32_t) {
      return level_within(levels, level, enough);
    });
    return enough;
  }
  /// A window passes over the levels. A queue holds those of its levels that no later one of at
  /// most their score follows.
  BRINK_HD static std::uint64_t gain_within(const TableLevels& levels, std::uint32_t steps) {
    const std::int32_t* const score = levels.scores->score;
    std::uint32_t* const queue = levels.moved;
    std::uint32_t begin = 0, end = 0, next = 0;
    std::uint64_t gain = 0;
    for (std::uint32_t level = 0; level < levels.levels; ++level) {
      for (; next < levels.levels && next <= level + steps; ++next) {
        while (end > begin && score[queue[end - 1]] >= score[next]) --end;
        queue[end++] = next;
      }
      while (queue[begin] + steps < level) ++begin;
      gain += levels.count[level] * levels.scores->gain(level, queue[begin]);
    }
    return gain;
  }

  template <class Costs>
  BRINK_HD_CALLED static Solved cheapest(const Move& move, std::uint64_t goal, const Costs& costs,
                                         std::uint64_t* scratch) {
    using Choices = TableChoices<Costs>;
    const Choices choices(move.levels, goal, costs);
    CostBracket cost = choices.cost();
    if (cost.lower == cost.upper) {
      move_as_filled(move, choices, true);
      return {cost, true};
    }
    ChoiceSearch<Costs, Choices> search(choices, choices.base(), cost.upper, scratch);
    if (search.found()) cost.upper = search.cost();
    if (search.complete() || cost.lower > cost.upper) cost.lower = cost.upper;
    if (move.witness != nullptr && search.found()) {
      // The search counts levels as well, so it comes first; of the pixels of a level that go to
      // the same one, any may change.
      const auto change = [&](std::uint64_t item, std::uint32_t steps) {
        const std::uint32_t level = Choices::level_of(item);
        const std::uint32_t from = choices.base_level(level, item % 2 == 1);
        std::uint64_t i = 0;
        while (move.image[i] != level || move.witness[i] != from) ++i;
        move.witness[i] = static_cast<std::uint16_t>(choices.level_after(level, steps));
      };
      move_as_filled(move, choices, false);
      search.each_change(change);
    } else {
      move_as_filled(move, choices, true);
    }
    return {cost, true};
  }
  /// Of the pixels of a level the first ones move farther; `last` says whether the one that
  /// reaches the goal does.
  template <class Choices>
  BRINK_HD static void move_as_filled(const Move& move, const Choices& choices, bool last) {
    const TableLevels& levels = move.levels;
    move_each(move, [&](std::uint32_t level, std::uint32_t before) {
      const std::uint32_t moved = levels.moved[level];
      if (last && before == moved && level == choices.last_level()) {
        return choices.level_after(level, choices.last_steps());
      }
      return choices.base_level(level, before < moved);
    });
  }
};

}  // namespace brink
