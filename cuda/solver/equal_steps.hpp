// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <type_traits>

#include "cuda/costs.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/solver/solved.hpp"

namespace brink {

/// Least cost of `steps` >= 1 steps down, shared among pixels whose caps are their levels, where
/// every step gains the same (docs/spec/classes.md#distances). For p >= 1 the sum of a^p is
/// Schur-convex, so the even spread, which every other spread majorises, costs least. For p < 1
/// the sum is Schur-concave, so pixels with the largest caps are moved all the way. Needs steps
/// <= counts.sum.
template <class Costs>
class EqualSteps {
 public:
  BRINK_HD EqualSteps(const LevelCounts& counts, std::uint64_t steps, const Costs& costs)
      : counts_(counts), steps_(steps), costs_(costs) {}

  BRINK_HD Solved solve(Norm norm) const {
    switch (norm.kind()) {
      case Norm::Kind::zero:
        return fewest_pixels();
      case Norm::Kind::below_one:
        return fullest_pixels();
      case Norm::Kind::one_or_more:
        return norm.p == 1 ? exactly(costs_.whole(steps_)) : evenest(false);
      case Norm::Kind::infinity:
        break;
    }
    return evenest(true);
  }

 private:
  using Value = typename Costs::Value;

  BRINK_HD static Solved exactly(Value cost) {
    const std::uint64_t key = Costs::key(cost);
    return {{key, key}, true};
  }
  BRINK_HD static Solved unknown() { return {{0, 0}, false}; }

  BRINK_HD Solved fewest_pixels() const {
    std::uint64_t left = steps_;
    std::uint64_t pixels = 0;
    std::uint32_t level = 0;
    for (LevelsDown levels(counts_); levels.next(level) && level > 0;) {
      if (!counts_.windows.contains(level)) return unknown();
      const std::uint64_t here = counts_.at(level);
      if (here * level >= left) return exactly(costs_.whole(pixels + (left + level - 1) / level));
      if (counts_.partial) return unknown();
      pixels += here;
      left -= here * level;
    }
    return unknown();
  }

  BRINK_HD Solved fullest_pixels() const {
    std::uint64_t left = steps_;
    Value cost = costs_.whole(0);
    std::uint32_t level = 0;
    for (LevelsDown levels(counts_); levels.next(level) && level > 0;) {
      if (!counts_.windows.contains(level)) return unknown();
      const std::uint64_t here = counts_.at(level);
      if (here == 0) continue;
      const bool last = here * level >= left;
      if (counts_.partial && !last) return unknown();
      const std::uint64_t filled = last ? left / level : here;
      cost = cost + costs_.times(costs_.power(level), filled);
      left -= filled * level;
      if (last) return exactly(cost + costs_.power(static_cast<std::uint32_t>(left)));
    }
    return unknown();
  }

  /// Raises the steps of all pixels together: round r gives one step to each pixel whose cap is r
  /// or more, until `steps` steps are given. No cap lies between two levels visited, so the
  /// rounds between them are alike.
  BRINK_HD Solved evenest(bool largest_only) const {
    // At least sum/(q-1) pixels can move, which is often enough for a single round.
    if (counts_.sum / (counts_.levels - 1) >= steps_) {
      return exactly(costs_.whole(largest_only ? 1 : steps_));
    }
    std::uint64_t left = steps_;
    auto able = static_cast<std::uint32_t>(counts_.pixels);  // N < 2^32
    std::uint32_t rounds = 0;
    Value cost = costs_.whole(0);
    std::uint32_t cap = 0;
    for (LevelsUp levels(counts_, 1); levels.next(cap); rounds = cap) {
      if (!counts_.windows.contains(rounds)) return unknown();
      able -= counts_.at(rounds);
      const std::uint64_t alike = std::uint64_t{able} * (cap - rounds);
      if (alike >= left) {
        const auto full = static_cast<std::uint32_t>((left - 1) / able);
        const std::uint32_t last = rounds + full + 1;
        if (largest_only) return exactly(costs_.whole(last));
        cost = cost + costs_.times(costs_.between(rounds, last - 1), able);
        return exactly(cost + costs_.times(costs_.step(last), left - std::uint64_t{full} * able));
      }
      cost = cost + costs_.times(costs_.between(rounds, cap), able);
      left -= alike;
    }
    return unknown();
  }

  const LevelCounts& counts_;
  std::uint64_t steps_;
  const Costs& costs_;
};

/// Least cost of `steps` equal steps at one p, see EqualSteps.
BRINK_HD inline Solved solve_equal_steps(const LevelCounts& counts, std::uint64_t steps,
                                         const CostRule& rule) {
  return rule.with_costs([&](const auto& costs) {
    return EqualSteps<std::decay_t<decltype(costs)>>(counts, steps, costs).solve(rule.norm);
  });
}

/// The cost of moving `pixels` pixels by `steps` steps each.
BRINK_HD inline Solved solve_uniform_move(std::uint64_t pixels, std::uint32_t steps,
                                          const CostRule& rule) {
  return rule.with_costs([&](const auto& costs) {
    const auto kind = rule.norm.kind();
    const auto cost = kind == Norm::Kind::infinity ? costs.whole(steps)
                      : kind == Norm::Kind::zero   ? costs.whole(pixels)
                                                   : costs.times(costs.power(steps), pixels);
    const std::uint64_t key = costs.key(cost);
    return Solved{{key, key}, true};
  });
}

}  // namespace brink
