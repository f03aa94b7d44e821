// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <type_traits>

#include "cuda/costs.hpp"
#include "cuda/hd.hpp"
#include "cuda/hd_called.hpp"

namespace brink {

/// A value for each level, and how far a pixel has to go for a smaller one.
class LevelTable {
 public:
  BRINK_HD LevelTable(const std::int32_t* value, std::uint32_t levels)
      : value_(value), levels_(levels) {}

  BRINK_HD std::uint32_t levels() const { return levels_; }
  BRINK_HD std::int32_t operator[](std::uint32_t level) const { return value_[level]; }

  /// The smaller value of the two levels `steps` away from `level`, or of the one that there is;
  /// `none` where there is none.
  BRINK_HD std::int32_t at_distance(std::uint32_t level, std::uint32_t steps) const {
    std::int32_t least = none;
    if (steps <= level) least = value_[level - steps];
    if (level + steps < levels_ && value_[level + steps] < least) least = value_[level + steps];
    return least;
  }
  /// The nearest of the levels of the smallest value up to `steps` away; of two the lower one.
  BRINK_HD_CALLED std::uint32_t nearest_least(std::uint32_t level, std::uint32_t steps) const {
    std::uint32_t found = level;
    for (std::uint32_t away = 1; away <= steps; ++away) {
      if (away <= level && value_[level - away] < value_[found]) found = level - away;
      if (level + away < levels_ && value_[level + away] < value_[found]) found = level + away;
    }
    return found;
  }

  static constexpr std::int32_t none = 0x7fffffff;

 private:
  const std::int32_t* value_;
  std::uint32_t levels_;
};

/// Least cost of lowering the sum of the values of an image's levels by `goal` >= 1, which must be
/// within reach, at finite p (docs/spec/classes.md#table). For each level the moves that gain most
/// for their cost follow one another, and all levels together they are taken in that order. The
/// last move brackets the cost: a fraction of it gives the lower end, and as much of it as is
/// needed the upper end.
template <class Costs>
class LevelMoves {
 public:
  using Value = typename Costs::Value;

  /// @param count   [level] pixels
  /// @param scratch 2 q words
  BRINK_HD LevelMoves(const LevelTable& table, const std::uint64_t* count, std::uint64_t goal,
                      const Costs& costs, std::uint64_t* scratch)
      : table_(table),
        count_(count),
        costs_(costs),
        taken_(scratch),
        next_(scratch + table.levels()),
        before_(costs.whole(0)) {
    for (std::uint32_t level = 0; level < table.levels(); ++level) {
      taken_[level] = 0;
      next_[level] = after(level, 0);
    }
    take(goal);
  }

  BRINK_HD CostBracket cost(bool exact) const {
    const std::uint32_t from = steps(taken_[last_]);
    const Value whole =
        before_ + costs_.times(costs_.between(from, steps(next_[last_])), units_ - 1);
    const Value upper = whole + costs_.between(from, last_steps_);
    if (exact) return {Costs::key(upper), Costs::key(upper)};
    const Value lower = whole + costs_.fraction(costs_.between(from, steps(next_[last_])), rest_,
                                                gain(next_[last_]));
    const bool crossed = Costs::compare(upper, 1, lower, 1) < 0;  // by rounding alone
    return {Costs::key(crossed ? upper : lower), Costs::key(upper)};
  }

  /// The steps of one pixel after another in an image at exactly the upper cost.
  class Steps {
   public:
    BRINK_HD explicit Steps(const LevelMoves& moves) : moves_(moves), left_(moves.units_) {}
    BRINK_HD std::uint32_t operator()(std::uint32_t level) {
      if (level != moves_.last_ || left_ == 0) return steps(moves_.taken_[level]);
      return --left_ == 0 ? moves_.last_steps_ : steps(moves_.next_[level]);
    }

   private:
    const LevelMoves& moves_;
    std::uint64_t left_;
  };

 private:
  friend class Steps;

  // A move is a word: the steps that the pixel has then gone in all, and what the move gains. No
  // move is 0.
  BRINK_HD static std::uint64_t move(std::uint32_t to, std::uint64_t gained) {
    return gained << 32 | to;
  }
  BRINK_HD static std::uint32_t steps(std::uint64_t move) {
    return static_cast<std::uint32_t>(move);
  }
  BRINK_HD static std::uint64_t gain(std::uint64_t move) { return move >> 32; }

  /// The move of most gain for its cost that follows `from` steps; of equal ones the larger gain.
  BRINK_HD_CALLED std::uint64_t after(std::uint32_t level, std::uint32_t from) const {
    const std::int32_t own = table_[table_.nearest_least(level, from)];
    std::int32_t least = own;
    std::uint64_t best = 0;
    for (std::uint32_t to = from + 1; to < table_.levels(); ++to) {
      const std::int32_t here = table_.at_distance(level, to);
      if (here >= least) continue;
      least = here;
      const std::uint64_t found = move(to, static_cast<std::uint64_t>(own - least));
      if (best == 0 || !(order(from, best, from, found) < 0)) best = found;
    }
    return best;
  }
  /// Below 0 where move a, after from_a steps, costs less for its gain than move b.
  BRINK_HD int order(std::uint32_t from_a, std::uint64_t a, std::uint32_t from_b,
                     std::uint64_t b) const {
    return Costs::compare(costs_.between(from_a, steps(a)), gain(a),
                          costs_.between(from_b, steps(b)), gain(b));
  }

  BRINK_HD_CALLED void take(std::uint64_t left) {
    while (true) {
      last_ = best_level();
      const std::uint64_t gained = gain(next_[last_]);
      const std::uint32_t from = steps(taken_[last_]);
      if (count_[last_] * gained >= left) {
        units_ = (left + gained - 1) / gained;
        rest_ = left - (units_ - 1) * gained;
        const std::int32_t own = table_[table_.nearest_least(last_, from)];
        last_steps_ = from + 1;
        while (table_.at_distance(last_, last_steps_) > own - static_cast<std::int32_t>(rest_)) {
          ++last_steps_;
        }
        return;
      }
      left -= count_[last_] * gained;
      before_ = before_ + costs_.times(costs_.between(from, steps(next_[last_])), count_[last_]);
      taken_[last_] = next_[last_];
      next_[last_] = after(last_, steps(taken_[last_]));
    }
  }
  /// Of equal ratios the larger gain, then the lower level.
  BRINK_HD std::uint32_t best_level() const {
    std::uint32_t best = table_.levels();
    for (std::uint32_t level = 0; level < table_.levels(); ++level) {
      if (count_[level] == 0 || next_[level] == 0) continue;
      if (best != table_.levels()) {
        const int sign =
            order(steps(taken_[best]), next_[best], steps(taken_[level]), next_[level]);
        if (sign < 0 || (sign == 0 && gain(next_[best]) >= gain(next_[level]))) continue;
      }
      best = level;
    }
    return best;
  }

  const LevelTable& table_;
  const std::uint64_t* count_;
  const Costs& costs_;
  std::uint64_t* taken_;  ///< [level] the last move that all its pixels take
  std::uint64_t* next_;   ///< [level] the one after it
  Value before_;          ///< cost of all moves before the last kind
  std::uint32_t last_ = 0;
  std::uint64_t units_ = 0;       ///< pixels of level last_ that take a move of the last kind
  std::uint64_t rest_ = 0;        ///< what the last of them must gain
  std::uint32_t last_steps_ = 0;  ///< and how far it goes for that
};

}  // namespace brink
