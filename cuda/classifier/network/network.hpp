// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <type_traits>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/classifier/network/attack.hpp"
#include "cuda/classifier/network/box_attack.hpp"
#include "cuda/classifier/network/state.hpp"
#include "cuda/classifier/whole_image.hpp"
#include "cuda/hd_called.hpp"
#include "cuda/solver/weighted_steps.hpp"

namespace brink {

/// C = {x : f(x) > f(x̄)}, where f is a small random convolutional network of integer weights and
/// activations (docs/spec/classes.md#network).
struct Network {
  static constexpr const char* type = "network";
  static constexpr const char* proof =
      "the negative maps C outside C: it swaps the two sides of the comparison";
  static constexpr std::array<const char*, 3> keys = {"layers", "width", "seed"};
  static constexpr Statistic statistic = Statistic::image;

 private:
  BRINK_HD static std::uint64_t integer_words(const NetworkDesign& design) {
    return (network_scratch(design) + 1) / 2;
  }
  /// Words for the certificate's cursors, which take the place of the state when it is no longer
  /// needed.
  static constexpr std::uint64_t able_words = LaneCursors::size(1, most_network_bounds);
  static constexpr std::uint64_t cursor_words = able_words + (able_words + 1) / 2;

  /// Calls use(state, levels) with the two networks of `image`.
  template <class Worker, class Use>
  BRINK_HD static auto with_state(const CellPlan& plan, const std::uint16_t* image, Scratch scratch,
                                  const Worker& worker, Use use) {
    const NetworkView& view = plan.network.view;
    auto* const level = reinterpret_cast<std::uint16_t*>(scratch + integer_words(view.design));
    for (std::uint64_t i = worker.rank(); i < plan.shape.pixels(); i += Worker::size) {
      level[i] = image[i];
    }
    return with_network_state(view, level, integers(scratch), worker, [&](auto& state) {
      state.sum_up();
      return use(state, level);
    });
  }

  template <class Worker, class Costs>
  BRINK_HD_CALLED static typename Costs::Value distance(const Shape& shape,
                                                        const std::uint16_t* from,
                                                        const std::uint16_t* to, Norm norm,
                                                        const Costs& costs) {
    typename Costs::Value total = costs.whole(0);
    std::uint32_t largest = 0;
    for (std::uint64_t i = Worker::rank(); i < shape.pixels(); i += Worker::size) {
      if (from[i] == to[i]) continue;
      const auto steps =
          static_cast<std::uint32_t>(from[i] < to[i] ? to[i] - from[i] : from[i] - to[i]);
      if (steps > largest) largest = steps;
      if (norm.kind() != Norm::Kind::infinity) total = total + costs.power(steps);
    }
    if (norm.kind() == Norm::Kind::infinity) return costs.whole(Worker::most(largest));
    return Worker::sum(total);
  }

  /// The least cost at which half_steps could gain `goal`, as far as the bounds tell.
  BRINK_HD_CALLED static std::uint64_t least_cost(const CellPlan& plan, std::uint64_t goal,
                                                  const CostRule& rule, Scratch scratch) {
    const LaneCursors cursors(reinterpret_cast<std::uint32_t*>(scratch + able_words), scratch, 0,
                              1);
    const CountsAndCursors<WeightedCounts> steps{plan.network.half_steps, cursors};
    return solve_weighted_steps(steps, goal, rule).cost.lower;
  }

  /// To leave the class, half_steps must gain half the score
  /// (docs/design/classes.md#the-certificate).
  BRINK_HD static std::uint64_t certificate(const CellPlan& plan, std::int64_t score,
                                            const CostRule& rule, Scratch scratch) {
    const std::uint64_t whole = 2 * plan.network.unit;
    const std::uint64_t goal = (static_cast<std::uint64_t>(score) + whole - 1) / whole;
    const std::uint64_t relaxed = least_cost(plan, goal, rule, scratch);
    if (rule.norm.kind() == Norm::Kind::infinity) return relaxed;
    // a^p >= a for p >= 1, and a^p >= 1 otherwise: the rule counts whole steps, or pixels.
    CostRule whole_rule;
    whole_rule.norm.p = rule.norm.p < 1 ? 0 : 1;
    const std::uint64_t least = least_cost(plan, goal, whole_rule, scratch);
    const std::uint64_t key =
        rule.with_costs([&](const auto& costs) { return costs.key(costs.whole(least)); });
    return relaxed > key ? relaxed : key;
  }

 public:
  /// The scratch holds the integers of a NetworkState, then the levels it works on.
  BRINK_HD static std::size_t scratch_words(const NetworkDesign& design) {
    const std::uint64_t state = integer_words(design) + (design.shape.pixels() + 3) / 4;
    return static_cast<std::size_t>(state > cursor_words ? state : cursor_words);
  }
  BRINK_HD static std::size_t scratch_words(const CellPlan& plan) {
    return scratch_words(plan.network.view.design);
  }
  BRINK_HD static std::size_t kept_words(const CellPlan&) { return 0; }
  /// Where the integers of a NetworkState begin in a scratch.
  BRINK_HD static std::int32_t* integers(Scratch scratch) {
    return reinterpret_cast<std::int32_t*>(scratch);
  }

  /// f(x) - f(x̄).
  BRINK_HD static std::int64_t score(const CellPlan& plan, const std::uint16_t* image,
                                     Scratch scratch) {
    return with_state(plan, image, scratch, Alone(),
                      [](auto& state, std::uint16_t*) { return state.score(); });
  }
  BRINK_HD static bool inside(const CellPlan&, std::int64_t score) { return score > 0; }
  BRINK_HD static bool bracketed(const CellPlan&, Norm) { return true; }

  /// The upper end is what the attack finds. The lower end is the least cost at which steps could
  /// take the score to 0, by the bounds on steps.
  template <class Worker = Alone>
  BRINK_HD static Solved cost(const CellPlan& plan, const std::uint16_t* image, std::int64_t score,
                              const CostRule& rule, Scratch scratch, std::uint16_t* witness,
                              const Worker& worker = {}) {
    const std::uint64_t upper =
        with_state(plan, image, scratch, worker, [&](auto& state, std::uint16_t* level) {
          using State = std::decay_t<decltype(state)>;
          return rule.with_costs([&](const auto& costs) {
            using Costs = std::decay_t<decltype(costs)>;
            if (rule.norm.kind() == Norm::Kind::infinity) {
              NetworkBoxAttack<State, Worker>(state, image, level, plan.shape, worker).run();
            } else {
              NetworkAttack<State, Costs, Worker>(state, image, plan.shape, costs, worker)
                  .run(rule.norm);
            }
            worker.sync();
            if (witness != nullptr) {
              for (std::uint64_t i = 0; i < plan.shape.pixels(); ++i) witness[i] = level[i];
            }
            return Costs::key(distance<Worker>(plan.shape, image, level, rule.norm, costs));
          });
        });
    worker.sync();  // the cursors of the certificate take the place of the state
    std::uint64_t lower = 0;
    if (worker.rank() == 0) lower = certificate(plan, score, rule, scratch);
    lower = worker.from(lower, 0);
    worker.sync();
    // Where the two ends meet, rounding to doubles must not swap them.
    return {{lower < upper ? lower : upper, upper}, true};
  }
};

}  // namespace brink
