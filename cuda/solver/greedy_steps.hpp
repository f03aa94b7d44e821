// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "cuda/solver/choice_search.hpp"
#include "cuda/solver/greedy_band.hpp"
#include "cuda/solver/solved.hpp"

namespace brink {

/// Least cost of a gain of at least `goal` >= 1 over pixels of many weights
/// (docs/spec/classes.md#distances). The items of StepItems are taken in their order until the
/// goal is reached. The result is exact at p = 0 and 1, and where one weight occurs. Otherwise
/// the last item brackets the cost: a fraction of it gives the lower end; all of it, or for p < 1
/// those of its steps that are needed, gives the upper end. WeightedSteps does the same from
/// counts, for few weights; this class looks at the pixels, for any number of weights. See
/// GreedyBand for the functions of `Pixels`.
template <class Costs, class Pixels, class Worker = Alone>
class GreedySteps {
 public:
  using Form = typename StepItems<Costs>::Form;

  BRINK_HD GreedySteps(const Pixels& pixels, std::uint64_t goal, std::uint32_t top_level,
                       const Costs& costs, Norm norm, std::uint64_t* scratch)
      : pixels_(pixels),
        costs_(costs),
        items_(costs, norm),
        band_(items_, pixels, goal, top_level, scratch),
        exact_(norm.p == 0 || norm.p == 1) {
    find_last(goal - band_.gain_above());
  }

  BRINK_HD_CALLED CostBracket solve() const {
    using Value = typename Costs::Value;
    Value before = costs_.whole(0);
    if (Worker::rank() == 0) before = costs_.times(items_.cost(last_), units_ - 1);
    pixels_.each([&](std::uint32_t weight, std::uint32_t cap, std::uint64_t count) {
      const std::uint32_t steps = steps_before(weight, cap);
      if (steps > 0) before = before + costs_.times(costs_.power(steps), count);
    });
    before = Worker::sum(before);
    const Value upper =
        before + (items_.form() == Form::pixels ? costs_.power(last_steps()) : items_.cost(last_));
    if (exact_ || one_weight()) return {Costs::key(upper), Costs::key(upper)};
    const Value lower = before + costs_.fraction(items_.cost(last_), rest_, items_.gain(last_));
    return {Costs::key(lower), Costs::key(upper)};
  }

  /// The steps of one pixel after another in an image at exactly the upper cost, as calls of a
  /// function object.
  class Moves {
   public:
    BRINK_HD explicit Moves(const GreedySteps& steps) : steps_(steps), left_(steps.units_) {}
    BRINK_HD std::uint32_t operator()(std::uint32_t weight, std::uint32_t cap) {
      const std::uint32_t before = steps_.steps_before(weight, cap);
      if (left_ == 0 || !steps_.has_last(weight, cap)) return before;
      switch (steps_.items_.form()) {
        case Form::pixels:
          return --left_ == 0 ? steps_.last_steps() : cap;
        case Form::numbered_steps:
          --left_;
          return steps_.last_.size;
        case Form::any_steps:
          break;
      }
      const std::uint32_t taken = cap < left_ ? cap : static_cast<std::uint32_t>(left_);
      left_ -= taken;
      return taken;
    }

   private:
    const GreedySteps& steps_;
    std::uint64_t left_;  ///< items of the last kind not yet given
  };

  /// The steps of a pixel by the items that were taken before the last kind.
  BRINK_HD_CALLED std::uint32_t steps_before(std::uint32_t weight, std::uint32_t cap) const {
    std::uint32_t steps = items_.steps_above(weight, cap, band_.high());
    items_.each_between(weight, cap, band_.low(), band_.high(),
                        [&](const StepKind& kind, std::uint32_t, double) {
                          if (!items_.before(kind, last_)) return;
                          steps = items_.form() == Form::numbered_steps ? kind.size : cap;
                        });
    return steps;
  }
  /// The cost of a unit of gain by the last kind. At this price no pixel does better than by the
  /// items taken before.
  BRINK_HD double price() const { return 1 / items_.density(last_); }

 private:
  friend class Moves;

  /// Takes kind after kind from the band. `last_` is the kind that reaches the goal.
  BRINK_HD_CALLED void find_last(std::uint64_t left) {
    for (bool first = true;; first = false) {
      StepKind next;
      std::uint64_t many = 0;
      each_between([&](const StepKind& kind, std::uint64_t count) {
        if (!first && !items_.before(last_, kind)) return;
        if (many == 0 || items_.before(kind, next)) {
          next = kind;
          many = 0;
        }
        if (kind == next) many += count;
      });
      Worker::combine([&](auto exchange) {
        const StepKind other{exchange(next.weight), exchange(next.size)};
        const std::uint64_t other_many = exchange(many);
        if (other_many == 0) return;
        if (many == 0 || items_.before(other, next)) {
          next = other;
          many = other_many;
        } else if (other == next) {
          many += other_many;
        }
      });
      last_ = next;
      const std::uint64_t gain = items_.gain(next);
      if (many * gain >= left) {
        units_ = (left + gain - 1) / gain;
        rest_ = left - (units_ - 1) * gain;
        return;
      }
      left -= many * gain;
    }
  }

  template <class Visit>
  BRINK_HD void each_between(const Visit& visit) const {
    pixels_.each([&](std::uint32_t weight, std::uint32_t cap, std::uint64_t count) {
      items_.each_between(
          weight, cap, band_.low(), band_.high(),
          [&](const StepKind& kind, std::uint32_t many, double) { visit(kind, count * many); });
    });
  }

  BRINK_HD bool has_last(std::uint32_t weight, std::uint32_t cap) const {
    if (weight != last_.weight) return false;
    switch (items_.form()) {
      case Form::pixels:
        return cap == last_.size;
      case Form::any_steps:
        return true;
      case Form::numbered_steps:
        break;
    }
    return cap >= last_.size;
  }
  /// For p < 1: how far the last pixel has to move.
  BRINK_HD std::uint32_t last_steps() const {
    return static_cast<std::uint32_t>((rest_ + last_.weight - 1) / last_.weight);
  }
  BRINK_HD bool one_weight() const {
    bool one = true;
    pixels_.each([&](std::uint32_t weight, std::uint32_t, std::uint64_t) {
      if (weight != 0 && weight != last_.weight) one = false;
    });
    return !Worker::any(!one);
  }

  const Pixels& pixels_;
  const Costs& costs_;
  StepItems<Costs> items_;
  GreedyBand<Costs, Pixels, Worker> band_;
  bool exact_;
  StepKind last_;
  std::uint64_t units_ = 0;  ///< how many items of the last kind are taken
  std::uint64_t rest_ = 0;   ///< what the last of these items must gain
};

/// The least L for which min(cap, L) steps of every pixel gain `goal` (p = inf).
template <class Worker = Alone, class Pixels>
BRINK_HD std::uint32_t least_common_steps(const Pixels& pixels, std::uint64_t goal,
                                          std::uint32_t top_level) {
  const auto reaches = [&](std::uint32_t steps) {
    std::uint64_t gain = 0;
    pixels.each([&](std::uint32_t weight, std::uint32_t cap, std::uint64_t count) {
      gain += count * weight * (cap < steps ? cap : steps);
    });
    return Worker::sum(gain) >= goal;
  };
  std::uint32_t high = 1;
  while (high < top_level && !reaches(high)) high *= 2;
  if (high > top_level) high = top_level;
  std::uint32_t low = high / 2;  // does not reach the goal
  while (low + 1 < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    (reaches(middle) ? high : low) = middle;
  }
  return high;
}

/// Brackets the least cost of a gain of `goal` >= 1, which must be within reach. Calls
/// `witness(steps)` with a function object steps(weight, cap). That object gives, from pixel to
/// pixel, the steps of a perturbation at exactly the upper cost. `scratch` must hold
/// greedy_scratch_words words, which the members of a Worker share. Only one who is alone may look
/// at steps.
template <class Worker = Alone, class Pixels, class Witness>
BRINK_HD Solved solve_greedy_steps(const Pixels& pixels, std::uint64_t goal,
                                   std::uint32_t top_level, const CostRule& rule,
                                   std::uint64_t* scratch, const Witness& witness) {
  return rule.with_costs([&](const auto& costs) {
    using Costs = std::decay_t<decltype(costs)>;
    if (rule.norm.kind() == Norm::Kind::infinity) {
      const std::uint32_t most = least_common_steps<Worker>(pixels, goal, top_level);
      witness([most](std::uint32_t, std::uint32_t cap) { return cap < most ? cap : most; });
      return Solved{{Costs::key(costs.whole(most)), Costs::key(costs.whole(most))}, true};
    }
    using Greedy = GreedySteps<Costs, Pixels, Worker>;
    const Greedy greedy(pixels, goal, top_level, costs, rule.norm, scratch);
    witness(typename Greedy::Moves(greedy));
    return Solved{greedy.solve(), true};
  });
}

/// Words of scratch for StepChoices.
inline constexpr std::size_t step_block_words = 1024;
/// Up to so many pixels it pays to sum up, for each of them, over all others.
inline constexpr std::uint64_t most_summed_pixels = 256;
/// Words of scratch for search_steps.
inline constexpr std::size_t searched_scratch_words =
    greedy_scratch_words + step_block_words + search_scratch_words;

/// The choices of pixels of which each takes 0 to cap steps. The base takes the steps of a greedy
/// choice before its last kind. `Pixels` has at(pixel) besides, which is its weight and its cap.
template <class Costs, class Pixels>
class StepChoices {
 public:
  using Choice = SearchChoice<Costs>;
  using Value = typename Costs::Value;

  BRINK_HD StepChoices(const Pixels& pixels, const GreedySteps<Costs, Pixels>& greedy,
                       const Costs& costs, Norm norm)
      : pixels_(pixels), greedy_(greedy), costs_(costs), below_one_(norm.p < 1) {}

  /// For p < 1: tells how much above the bound a way may cost (see each_choice). `scratch` holds
  /// step_block_words words and must outlive the choices.
  BRINK_HD void allow(double room, std::uint32_t top_level, std::uint64_t* scratch) {
    if (!below_one_ || pixels_.size() > most_summed_pixels) return;
    while (top_level >> shift_ >= step_block_words) ++shift_;
    room_ = room;
    excess_ = reinterpret_cast<double*>(scratch);
  }
  template <class Visit>
  BRINK_HD void each_item(const Visit& visit) const {
    for (std::uint64_t i = 0; i < pixels_.size(); ++i) {
      const auto pixel = pixels_.at(i);
      if (pixel.weight != 0 && pixel.cap != 0) visit(i, std::uint64_t{1});
    }
  }
  BRINK_HD Choice base_of(std::uint64_t item) const {
    const auto pixel = pixels_.at(item);
    return choice(pixel.weight, greedy_.steps_before(pixel.weight, pixel.cap));
  }
  /// At p > 1 the reduced cost falls towards the base from either side; below, it falls towards 0
  /// and towards all steps. There, if pixel i takes a > 0 steps, then every heavier pixel that can
  /// take a steps takes all of its own: moving steps of pixel i to it would gain no less and, as
  /// j^p is concave, cost no more. Of equal weights the first pixel counts as heavier.
  template <class Within, class Visit>
  BRINK_HD void each_choice(std::uint64_t item, const Within& within, const Visit& visit) const {
    const auto pixel = pixels_.at(item);
    const std::uint32_t base = greedy_.steps_before(pixel.weight, pixel.cap);
    const auto next = [&](std::uint32_t steps) {
      const Choice other = choice(pixel.weight, steps);
      if (steps == base) return true;
      if (!within(other.gain, other.cost)) return false;
      visit(other);
      return true;
    };
    std::uint32_t up = below_one_ ? least_steps(item, pixel.weight) : base + 1;
    if (below_one_) next(0);
    while (up <= pixel.cap && next(up)) ++up;
    if (below_one_) {
      for (std::uint32_t steps = pixel.cap; steps >= up && next(steps); --steps) {
      }
    } else {
      for (std::uint32_t steps = base; steps > 0 && next(steps - 1); --steps) {
      }
    }
  }

 private:
  /// The least steps above 0 that a pixel may take: the sum of what the heavier pixels that can
  /// take as many cost above the bound, with all of their steps, must be within the room.
  BRINK_HD_CALLED std::uint32_t least_steps(std::uint64_t item, std::uint32_t weight) const {
    if (excess_ == nullptr) return 1;
    for (std::size_t block = 0; block < step_block_words; ++block) excess_[block] = 0;
    for (std::uint64_t i = 0; i < pixels_.size(); ++i) {
      const auto pixel = pixels_.at(i);
      if (pixel.weight < weight || (pixel.weight == weight && i >= item)) continue;
      const double gain = static_cast<double>(std::uint64_t{pixel.weight} * pixel.cap);
      const double excess = Costs::approximate(costs_.power(pixel.cap)) - greedy_.price() * gain;
      if (excess > 0) excess_[pixel.cap >> shift_] += excess;
    }
    double sum = 0;
    for (std::uint32_t block = step_block_words; block-- > 0;) {
      sum += excess_[block];
      if (sum > room_) return (block << shift_) + 1;
    }
    return 1;
  }

  BRINK_HD Choice choice(std::uint32_t weight, std::uint32_t steps) const {
    return {steps, std::uint64_t{weight} * steps, costs_.power(steps)};
  }

  const Pixels& pixels_;
  const GreedySteps<Costs, Pixels>& greedy_;
  const Costs& costs_;
  bool below_one_;
  double room_ = 0;
  double* excess_ = nullptr;  ///< [cap >> shift]
  std::uint32_t shift_ = 0;
};

/// What a search found.
struct Searched {
  bool complete = false;   ///< whether there is no lower cost than this one and the known one
  std::uint64_t cost = 0;  ///< key of a cost below the known one, or 0
};

/// Searches for a cost below the one of the key `known`, where solve_greedy_steps left a bracket. A
/// cost found has a witness: see there. `scratch` must hold searched_scratch_words words.
template <class Pixels, class Witness>
BRINK_HD_CALLED Searched search_steps(const Pixels& pixels, std::uint64_t goal,
                                      std::uint32_t top_level, const CostRule& rule,
                                      std::uint64_t known, std::uint64_t* scratch,
                                      const Witness& witness) {
  return rule.with_costs([&](const auto& costs) {
    using Costs = std::decay_t<decltype(costs)>;
    const GreedySteps<Costs, Pixels> greedy(pixels, goal, top_level, costs, rule.norm, scratch);
    StepChoices<Costs, Pixels> choices(pixels, greedy, costs, rule.norm);
    SearchBase<Costs> base;
    base.goal = goal;
    base.price = greedy.price();
    choices.each_item([&](std::uint64_t item, std::uint64_t) {
      const auto choice = choices.base_of(item);
      base.total.gain += choice.gain;
      base.total.cost = base.total.cost + choice.cost;
    });
    using Search = ChoiceSearch<Costs, StepChoices<Costs, Pixels>>;
    scratch += greedy_scratch_words;
    choices.allow(Search::room(base, known), top_level, scratch);
    Search search(choices, base, known, scratch + step_block_words);
    if (search.found()) {
      witness(
          [&](std::uint32_t weight, std::uint32_t cap) { return greedy.steps_before(weight, cap); },
          [&](const auto& visit) { search.each_change(visit); });
    }
    return Searched{search.complete(), search.found() ? search.cost() : 0};
  });
}

}  // namespace brink
