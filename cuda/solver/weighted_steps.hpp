// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <type_traits>

#include "cuda/costs.hpp"
#include "cuda/solver/last_item.hpp"
#include "cuda/solver/solved.hpp"
#include "cuda/solver/weight_cursors.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink {

/// Least cost of a gain of at least `goal` >= 1, where a step on a pixel of weight class c gains
/// weight[c] and the counts give the caps (docs/spec/classes.md#distances). The result is exact
/// at p = 0, 1 and inf; at other p it is the bracket of the relaxation. Needs goal <=
/// counts.reach. Items are taken by gain over cost, and among ties the larger weight goes first;
/// the last item gives the bracket. The cost is unknown where the next item may be of a pair
/// outside the windows of the counts. `Counts` is WeightedCounts or has the same functions;
/// `Cursors` has the functions of LocalCursors.
template <class Costs, class Counts, class Cursors>
class WeightedSteps {
 public:
  /// `from` is what cursors are copied from, unless they are to be new.
  template <class... From>
  BRINK_HD WeightedSteps(const Counts& counts, std::uint64_t goal, const Costs& costs,
                         const From&... from)
      : counts_(counts), goal_(goal), costs_(costs), cursors_(from...) {}

  BRINK_HD Solved solve(Norm norm) {
    switch (norm.kind()) {
      case Norm::Kind::zero:
        return fewest_pixels();
      case Norm::Kind::below_one:
        return fullest_pixels();
      case Norm::Kind::one_or_more:
        return norm.p == 1 ? heaviest_first() : cheapest_steps();
      case Norm::Kind::infinity:
        break;
    }
    return common_steps();
  }

  /// The class of the last item.
  BRINK_HD std::uint32_t last_class() const { return last_class_; }
  /// What the items of the last kind gain, of which the others left this much to be gained:
  /// at p = inf, the last common step of all pixels.
  BRINK_HD std::uint64_t last_gain() const { return last_gain_; }
  /// p other than 1 and inf: of class c, p < 1: pixels of larger caps move whole, and those
  /// of the last class that have this cap come last; p > 1: all pixels move as many steps as
  /// they can up to this, and those of the last class that can take one step more come last.
  BRINK_HD std::uint32_t limit(std::uint32_t c) { return cursor(c); }

 private:
  using Value = typename Costs::Value;

  BRINK_HD std::uint32_t classes() const { return counts_.classes.classes; }
  BRINK_HD std::uint64_t weight(std::uint32_t c) const { return counts_.classes.weight[c]; }
  BRINK_HD std::uint32_t& cursor(std::uint32_t c) { return cursors_.steps(c); }
  BRINK_HD std::uint64_t& able(std::uint32_t c) { return cursors_.able(c); }
  BRINK_HD static Solved exactly(Value cost) {
    return {{Costs::key(cost), Costs::key(cost)}, true};
  }
  BRINK_HD static Solved unknown() { return {{0, 0}, false}; }
  BRINK_HD void take_last(std::uint32_t c, std::uint64_t gain) {
    last_class_ = c;
    last_gain_ = gain;
  }

  /// In the searches over whole pixels, cursor(c) is the largest cap of class c that is not taken
  /// yet, or 0 when none is left. Where that cap is not known, cursor(c) is the largest that it
  /// could be.
  BRINK_HD void lower_cursor(std::uint32_t c, std::uint32_t below) {
    cursor(c) = counts_.cap_below(c, below);
  }
  BRINK_HD void cursors_to_top() {
    for (std::uint32_t c = 0; c < classes(); ++c) lower_cursor(c, counts_.levels);
  }

  BRINK_HD Solved fewest_pixels() {
    cursors_to_top();
    std::uint64_t left = goal_;
    std::uint64_t pixels = 0;
    for (;;) {
      std::uint32_t best = 0;
      for (std::uint32_t c = 1; c < classes(); ++c) {
        if (weight(c) * cursor(c) >= weight(best) * cursor(best)) best = c;
      }
      if (!counts_.known(best, cursor(best))) return unknown();
      const std::uint64_t gain = weight(best) * cursor(best);
      const std::uint64_t here = counts_.at(best, cursor(best));
      if (here * gain >= left) {
        take_last(best, left);
        return exactly(costs_.whole(pixels + (left + gain - 1) / gain));
      }
      pixels += here;
      left -= here * gain;
      lower_cursor(best, cursor(best));
    }
  }

  BRINK_HD Solved fullest_pixels() {
    cursors_to_top();
    std::uint64_t left = goal_;
    Value cost = costs_.whole(0);
    for (;;) {
      std::uint32_t best = classes();
      for (std::uint32_t c = classes(); c-- > 0;) {
        if (cursor(c) == 0) continue;
        if (best == classes() ||
            costs_.compare(costs_.power(cursor(c)), weight(c) * cursor(c),
                           costs_.power(cursor(best)), weight(best) * cursor(best)) < 0) {
          best = c;
        }
      }
      const std::uint32_t cap = cursor(best);
      if (!counts_.known(best, cap)) return unknown();
      const std::uint64_t gain = weight(best) * cap;
      const std::uint64_t here = counts_.at(best, cap);
      if (here * gain >= left) {
        take_last(best, left);
        return last_item(costs_, cost, costs_.power(cap), gain, left);
      }
      cost = cost + costs_.times(costs_.power(cap), here);
      left -= here * gain;
      lower_cursor(best, cap);
    }
  }

  /// p = 1: every step costs one, so the heaviest pixels go first, and of the
  /// lightest class touched ceil(left/weight) steps are enough.
  BRINK_HD Solved heaviest_first() {
    std::uint64_t left = goal_;
    std::uint64_t steps = 0;
    for (std::uint32_t c = classes(); c-- > 0;) {
      if (!counts_.caps_known(c)) break;
      const std::uint64_t caps = counts_.sum_of_caps(c);
      if (caps * weight(c) >= left) {
        take_last(c, left);
        return exactly(costs_.whole(steps + (left + weight(c) - 1) / weight(c)));
      }
      steps += caps;
      left -= caps * weight(c);
    }
    return unknown();
  }

  /// At p = inf every pixel moves as far as it can, up to a common number of steps.
  BRINK_HD Solved common_steps() {
    // The pixels that can move gain reach/(q-1) or more: often enough for one step.
    if (counts_.reach / (counts_.levels - 1) >= goal_) {
      take_last(0, goal_);
      return exactly(costs_.whole(1));
    }
    start_steps();
    std::uint64_t left = goal_;
    for (std::uint32_t rounds = 0;;) {
      std::uint64_t gain = 0;
      std::uint32_t next = counts_.levels;
      for (std::uint32_t c = 0; c < classes(); ++c) {
        if (!counts_.known(c, rounds)) return unknown();
        gain += weight(c) * able(c);
        if (able(c) == 0) continue;
        const std::uint32_t cap = counts_.cap_above(c, rounds);
        if (cap < next) next = cap;
      }
      if (gain * (next - rounds) >= left) {
        const std::uint64_t steps = (left + gain - 1) / gain;
        take_last(0, left - gain * (steps - 1));
        return exactly(costs_.whole(rounds + steps));
      }
      left -= gain * (next - rounds);
      rounds = next;
      for (std::uint32_t c = 0; c < classes(); ++c) {
        if (able(c) > 0) drop_filled(c, rounds);
      }
    }
  }

  /// In the searches over steps, cursor(c) is the number of steps that every pixel of class c has
  /// taken or is unable to take, and able(c) is the number of its pixels that can take one more.
  /// Where the pixels whose cap is cursor(c) are not known, able(c) includes them.
  BRINK_HD void start_steps() {
    for (std::uint32_t c = 0; c < classes(); ++c) {
      cursor(c) = 0;
      able(c) = counts_.classes.size[c];
      drop_filled(c, 0);
    }
  }
  BRINK_HD void drop_filled(std::uint32_t c, std::uint32_t cap) {
    if (counts_.known(c, cap)) able(c) -= counts_.at(c, cap);
  }

  /// Takes class c to `steps` steps. No cap may lie between cursor(c) and `steps`.
  BRINK_HD void take_steps(std::uint32_t c, std::uint32_t steps, std::uint64_t& left, Value& cost) {
    left -= able(c) * weight(c) * (steps - cursor(c));
    cost = cost + costs_.times(costs_.between(cursor(c), steps), able(c));
    drop_filled(c, steps);
    cursor(c) = steps;
  }

  BRINK_HD Solved cheapest_steps() {
    start_steps();
    std::uint64_t left = goal_;
    Value cost = costs_.whole(0);
    take_in_bulk(left, cost);
    for (;;) {
      std::uint32_t best = classes();
      for (std::uint32_t c = classes(); c-- > 0;) {
        if (able(c) == 0) continue;
        if (best == classes() || costs_.compare(costs_.step(cursor(c) + 1), weight(c),
                                                costs_.step(cursor(best) + 1), weight(best)) < 0) {
          best = c;
        }
      }
      if (!counts_.known(best, cursor(best))) return unknown();
      if (able(best) * weight(best) >= left) {
        take_last(best, left);
        return last_item(costs_, cost, costs_.step(cursor(best) + 1), weight(best), left);
      }
      take_steps(best, cursor(best) + 1, left, cost);
    }
  }

  /// Takes every step whose cost per gain is at most some price, and raises the price as long as
  /// the goal is not reached. The search above, one by one, would take the same steps, but with
  /// comparisons. A price that reaches the goal is undone, and a nearer one is tried.
  BRINK_HD void take_in_bulk(std::uint64_t& left, Value& cost) {
    constexpr double first_price = 1.0000001234567;  // off the ratios of small integers
    constexpr double finest_raise = 1.001;
    constexpr std::uint32_t worth_it = 64;  // levels; fewer are as quick one by one
    if (counts_.levels <= worth_it) return;
    double price = first_price;
    double raise = 4;
    while (raise > finest_raise) {
      const std::uint64_t left_before = left;
      const Value cost_before = cost;
      for (std::uint32_t c = 0; c < classes(); ++c) cursors_.saved_steps(c) = cursor(c);
      for (std::uint32_t c = 0; c < classes(); ++c) cursors_.saved_able(c) = able(c);
      if (take_up_to(price * raise, left, cost)) {
        price *= raise;
        continue;
      }
      left = left_before;
      cost = cost_before;
      for (std::uint32_t c = 0; c < classes(); ++c) cursor(c) = cursors_.saved_steps(c);
      for (std::uint32_t c = 0; c < classes(); ++c) able(c) = cursors_.saved_able(c);
      raise = sqrt(raise);
    }
  }

  /// Returns false as soon as the steps at this price would reach the goal, or come to a class in
  /// which the number of pixels is not known.
  BRINK_HD bool take_up_to(double price, std::uint64_t& left, Value& cost) {
    for (std::uint32_t c = 0; c < classes(); ++c) {
      const std::uint32_t most = most_steps(cursor(c), price * static_cast<double>(weight(c)));
      while (able(c) > 0 && cursor(c) < most) {
        if (!counts_.known(c, cursor(c))) return false;
        const std::uint32_t cap = counts_.cap_above(c, cursor(c));
        const std::uint32_t next = cap < most ? cap : most;
        if (able(c) * weight(c) * (next - cursor(c)) >= left) return false;
        take_steps(c, next, left, cost);
      }
    }
    return true;
  }

  /// The most steps, at least `from`, of which the last costs at most `price`. Bisection finds
  /// them, because later steps never cost less at p >= 1.
  BRINK_HD std::uint32_t most_steps(std::uint32_t from, double price) const {
    std::uint32_t low = from;
    std::uint32_t high = counts_.levels - 1;
    while (low < high) {
      const std::uint32_t middle = low + (high - low + 1) / 2;
      if (costs_.approximate(costs_.step(middle)) <= price) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  const Counts& counts_;
  std::uint64_t goal_;
  const Costs& costs_;
  Cursors cursors_;
  std::uint32_t last_class_ = 0;
  std::uint64_t last_gain_ = 0;
};

/// The bracket of the cost of a gain of `goal` at one p, see WeightedSteps.
template <class Counts>
BRINK_HD Solved solve_weighted_steps(const Counts& counts, std::uint64_t goal,
                                     const CostRule& rule) {
  return rule.with_costs([&](const auto& costs) {
    using Costs = std::decay_t<decltype(costs)>;
    return WeightedSteps<Costs, Counts, LocalCursors>(counts, goal, costs).solve(rule.norm);
  });
}

/// Does the same for counts of either kind, with cursors that lie elsewhere.
template <class Counts>
BRINK_HD Solved solve_weighted_steps(const CountsAndCursors<Counts>& image, std::uint64_t goal,
                                     const CostRule& rule) {
  return rule.with_costs([&](const auto& costs) {
    using Costs = std::decay_t<decltype(costs)>;
    return WeightedSteps<Costs, Counts, LaneCursors>(image.counts, goal, costs, image.cursors)
        .solve(rule.norm);
  });
}

}  // namespace brink
