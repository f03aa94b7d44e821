// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/solver/equal_steps.hpp"

namespace brink {

/// Least cost of bringing `flips` >= 1 pixels from the upper half of the levels below q/2. Each
/// such pixel takes level - (q/2 - 1) steps. At every p the lowest of them go first, because
/// pixels cannot share steps. Needs flips <= counts.upper_half.
BRINK_HD inline Solved solve_cheapest_bits(const LevelCounts& counts, std::uint64_t flips,
                                           const CostRule& rule) {
  if (rule.norm.kind() == Norm::Kind::zero) return solve_uniform_move(flips, 1, rule);
  return rule.with_costs([&](const auto& costs) {
    std::uint64_t left = flips;
    auto cost = costs.whole(0);
    std::uint32_t level = 0;
    for (LevelsUp levels(counts, counts.levels / 2); levels.next(level);) {
      if (!counts.windows.contains(level)) break;
      const std::uint64_t here = counts.at(level);
      const bool last = here >= left;
      if (counts.partial && !last) break;
      const std::uint32_t steps = level - counts.levels / 2 + 1;
      cost = cost + costs.times(costs.power(steps), last ? left : here);
      if (last) {
        if (rule.norm.kind() == Norm::Kind::infinity) cost = costs.whole(steps);
        const std::uint64_t key = costs.key(cost);
        return Solved{{key, key}, true};
      }
      left -= here;
    }
    return Solved{{0, 0}, false};
  });
}

}  // namespace brink
