// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "cuda/classifier/table/scores.hpp"
#include "cuda/costs.hpp"
#include "cuda/hd_called.hpp"
#include "cuda/shape.hpp"
#include "cuda/solver/choice_search.hpp"

namespace brink {

/// How many pixels have each level, and what the solver notes of each level. The memory is that of
/// table_level_words.
struct TableLevels {
  const TableScores* scores = nullptr;
  std::uint32_t levels = 2;        ///< q
  std::uint32_t* count = nullptr;  ///< [level]
  std::uint32_t* moved = nullptr;  ///< [level] pixels that take `high` in place of `low`
  std::uint16_t* steps[4] = {};    ///< [end][level], see TableChoices

  BRINK_HD std::uint32_t top() const { return levels - 1; }
};
BRINK_HD inline std::size_t table_level_words(Shape shape) {
  return std::size_t{2} * shape.levels();  // two of 32 bits and four of 16 for each level
}
BRINK_HD inline TableLevels table_levels(const TableScores& scores, Shape shape,
                                         std::uint64_t* words) {
  const std::uint32_t q = shape.levels();
  TableLevels levels;
  levels.scores = &scores;
  levels.levels = q;
  levels.count = reinterpret_cast<std::uint32_t*>(words);
  levels.moved = levels.count + q;
  for (std::uint32_t end = 0; end < 4; ++end) {
    levels.steps[end] = reinterpret_cast<std::uint16_t*>(words + q) + end * q;
  }
  return levels;
}

/// The moves of the pixels of an image that take at least `goal` off its score at least cost, at
/// 0 < p < inf, as far as a linear program tells: a price of gain, and for every level two moves
/// that are best at that price, `low` and `high`. With `low` everywhere the goal is missed, with
/// `high` it is reached. In between, pixels take `high` one after another until one is enough.
template <class Costs>
class TableChoices {
 public:
  using Choice = SearchChoice<Costs>;
  using Value = typename Costs::Value;
  using State = SearchState<Costs>;

  BRINK_HD TableChoices(const TableLevels& levels, std::uint64_t goal, const Costs& costs)
      : levels_(levels), costs_(costs), goal_(goal) {
    find_price();
    fill();
  }

  /// Both ends of the least cost. The upper one is that of the last pixel moving only as far as it
  /// must.
  BRINK_HD CostBracket cost() const {
    const Value part = costs_.fraction(price_cost_, goal_ - low_.gain, price_gain_);
    CostBracket cost{Costs::key(low_.cost + part), Costs::key(total_.cost + last_cost_)};
    if (cost.lower > cost.upper) cost.lower = cost.upper;
    return cost;
  }
  BRINK_HD SearchBase<Costs> base() const { return {total_, goal_, price_}; }
  BRINK_HD std::uint32_t last_level() const { return last_level_; }
  BRINK_HD std::uint32_t last_steps() const { return last_steps_; }

  // The problem of a search. An item is a level, times two, plus one for its pixels that moved.
  template <class Visit>
  BRINK_HD void each_item(const Visit& visit) const {
    for (std::uint32_t level = 0; level < levels_.levels; ++level) {
      const std::uint32_t moved = levels_.moved[level];
      if (levels_.count[level] > moved)
        visit(2 * std::uint64_t{level}, levels_.count[level] - moved);
      if (moved > 0) visit(2 * std::uint64_t{level} + 1, moved);
    }
  }
  BRINK_HD Choice base_of(std::uint64_t item) const {
    const std::uint32_t level = level_of(item);
    return choice(level, levels_.steps[item % 2 == 0 ? low : high][level]);
  }
  template <class Within, class Visit>
  BRINK_HD void each_choice(std::uint64_t item, const Within& within, const Visit& visit) const {
    const std::uint32_t base = levels_.steps[item % 2 == 0 ? low : high][level_of(item)];
    TableSteps steps(*levels_.scores, levels_.top(), level_of(item));
    do {
      const Value cost = costs_.power(steps.steps());
      if (steps.fresh() && steps.steps() != base && within(steps.gain(), cost)) {
        visit(Choice{steps.steps(), steps.gain(), cost});
      }
      if (steps.steps() > base && !within(steps.most_gain(), cost)) return;
    } while (steps.next());
  }

  BRINK_HD static std::uint32_t level_of(std::uint64_t item) {
    return static_cast<std::uint32_t>(item / 2);
  }
  /// The level to which so many steps lead.
  BRINK_HD std::uint32_t level_after(std::uint32_t level, std::uint32_t steps) const {
    TableSteps moves(*levels_.scores, levels_.top(), level);
    while (moves.steps() < steps) moves.next();
    return moves.level();
  }
  BRINK_HD std::uint32_t base_level(std::uint32_t level, bool moved) const {
    return level_after(level, levels_.steps[moved ? high : low][level]);
  }

 private:
  static constexpr double surely = 1 - 1e-9;
  static constexpr std::uint32_t low = 0, high = 1, least = 2, most = 3;  ///< the ends

  BRINK_HD Choice choice(std::uint32_t level, std::uint32_t steps) const {
    const std::uint32_t to = level_after(level, steps);
    return {steps, levels_.scores->gain(level, to), costs_.power(steps)};
  }

  /// Finds the moves of every level that are best at a price: `least` the one of least gain, and
  /// `most` that of most gain, and what they come to.
  BRINK_HD_CALLED void choose(const Value& cost, std::uint64_t gain, State& at_least,
                              State& at_most) {
    price_cost_ = cost;
    price_gain_ = gain;
    price_ = Costs::approximate(cost) / static_cast<double>(gain);
    at_least = at_most = State{};
    for (std::uint32_t level = 0; level < levels_.levels; ++level) {
      const std::uint64_t pixels = levels_.count[level];
      if (pixels == 0) continue;
      Choice first, last;
      TableSteps steps(*levels_.scores, levels_.top(), level);
      while (steps.next()) {
        const Value power = costs_.power(steps.steps());
        // Doubles sort out most of the moves.
        const double dear = Costs::difference(power, last.cost) * surely;
        if (dear > price_ * static_cast<double>(steps.most_gain() - last.gain)) break;
        if (!steps.fresh() || dear > price_ * static_cast<double>(steps.gain() - last.gain))
          continue;
        const Value more = power - last.cost;
        const int sign = Costs::compare(more, steps.gain() - last.gain, cost, gain);
        if (sign > 0) continue;
        last = {steps.steps(), steps.gain(), power};
        if (sign < 0) first = last;
      }
      levels_.steps[least][level] = static_cast<std::uint16_t>(first.number);
      levels_.steps[most][level] = static_cast<std::uint16_t>(last.number);
      add(first, pixels, at_least);
      add(last, pixels, at_most);
    }
  }
  BRINK_HD void add(const Choice& choice, std::uint64_t pixels, State& total) const {
    total.gain += pixels * choice.gain;
    total.cost = total.cost + costs_.times(choice.cost, pixels);
  }
  BRINK_HD void keep(std::uint32_t from, std::uint32_t as) {
    for (std::uint32_t level = 0; level < levels_.levels; ++level) {
      levels_.steps[as][level] = levels_.steps[from][level];
    }
  }

  /// Raises the price until the goal is reached, from one so low that moves stay short. Then tries
  /// the price at which two totals on either side of the goal cost the same, until nothing lies
  /// between them.
  BRINK_HD_CALLED void find_price() {
    for (std::uint32_t level = 0; level < levels_.levels; ++level) levels_.steps[low][level] = 0;
    constexpr std::uint64_t raise = 4;
    const Value all = costs_.power(levels_.top());
    Value cost = costs_.whole(1);
    std::uint64_t gain = std::uint64_t(std::int64_t{levels_.scores->most} - levels_.scores->least);
    State reached;  // by `high`
    for (State at_least, at_most;;) {
      choose(cost, gain, at_least, at_most);
      if (at_most.gain >= goal_) {
        keep(most, high);
        reached = at_most;
        if (at_least.gain < goal_) {
          keep(least, low);
          low_ = at_least;
          return;
        }
        keep(least, high);
        reached = at_least;
        break;
      }
      keep(most, low);
      low_ = at_most;
      if (gain >= raise) {
        gain /= raise;
      } else if (gain > 1) {
        gain = 1;
      } else {
        const Value raised = costs_.times(cost, raise);
        cost = Costs::less(cost, all) && Costs::less(raised, all) && Costs::less(cost, raised)
                   ? raised
                   : all;
      }
    }
    for (State at_least, at_most;;) {
      choose(reached.cost - low_.cost, reached.gain - low_.gain, at_least, at_most);
      if (at_most.gain < goal_) {
        if (at_most.gain <= low_.gain) return;  // but for rounding, it is the price
        keep(most, low);
        low_ = at_most;
      } else if (at_least.gain >= goal_) {
        if (at_least.gain >= reached.gain) return;
        keep(least, high);
        reached = at_least;
      } else {
        keep(least, low);
        keep(most, high);
        low_ = at_least;
        return;
      }
    }
  }

  /// Lets pixels take `high` until one more is enough.
  BRINK_HD_CALLED void fill() {
    total_ = low_;
    bool full = false;
    for (std::uint32_t level = 0; level < levels_.levels; ++level) {
      levels_.moved[level] = 0;
      const std::uint32_t before = levels_.steps[low][level], after = levels_.steps[high][level];
      if (full || levels_.count[level] == 0 || before == after) continue;
      const Choice from = choice(level, before), to = choice(level, after);
      const std::uint64_t each = to.gain - from.gain, left = goal_ - total_.gain;
      std::uint64_t pixels = levels_.count[level];
      full = pixels * each >= left;
      if (full) pixels = (left - 1) / each;
      levels_.moved[level] = static_cast<std::uint32_t>(pixels);
      total_.gain += pixels * each;
      total_.cost = total_.cost + costs_.times(to.cost - from.cost, pixels);
      if (full) finish(level, from);
    }
  }
  /// The last pixel moves only as far as it must.
  BRINK_HD void finish(std::uint32_t level, const Choice& from) {
    TableSteps steps(*levels_.scores, levels_.top(), level);
    while (steps.gain() - from.gain < goal_ - total_.gain || steps.gain() < from.gain) steps.next();
    last_level_ = level;
    last_steps_ = steps.steps();
    last_cost_ = costs_.power(last_steps_) - from.cost;
  }

  const TableLevels& levels_;
  const Costs& costs_;
  std::uint64_t goal_;
  Value price_cost_{};  ///< the price is this cost for price_gain_
  std::uint64_t price_gain_ = 1;
  double price_ = 0;  ///< the same, rounded
  State low_;         ///< with `low` everywhere
  State total_;       ///< one pixel short of the goal
  Value last_cost_{};
  std::uint32_t last_level_ = 0, last_steps_ = 0;
};

}  // namespace brink
