// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <queue>
#include <vector>

#include "cuda/costs.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink {

/// Which items the greedy search takes, the last of which may be too much: what
/// the solver's cost is the cost of (cuda/solver/weighted_steps.hpp), with the
/// pixels told apart.
struct TakenItems {
  /// [class] whole pixels: those with larger caps move; steps: all pixels move as
  /// many as they can up to this.
  std::vector<std::uint32_t> limit;
  std::uint32_t last_class = 0;
  std::uint64_t last_pixels = 0;  ///< of the last class take one item more
  std::uint64_t left = 0;         ///< gain wanted of those
};

/// Takes items by cost over gain, ties by the larger weight, until `goal` is gained.
///
/// @param item_of item_of(class, limit): cost and gain of one more item of the class
/// @param pixels_of how many pixels have that item
/// @param next_of the limit once all of them have taken it
/// @param open whether there is another item at a limit
template <class Costs, class ItemOf, class PixelsOf, class NextOf, class Open>
TakenItems take_items(const Costs& costs, std::vector<std::uint32_t> limit, std::uint64_t goal,
                      ItemOf item_of, PixelsOf pixels_of, NextOf next_of, Open open) {
  struct Item {
    typename Costs::Value cost;
    std::uint64_t gain;
    std::uint32_t weight_class;
  };
  const auto later = [&](const Item& a, const Item& b) {
    const int order = costs.compare(a.cost, a.gain, b.cost, b.gain);
    return order != 0 ? order > 0 : a.weight_class < b.weight_class;
  };
  std::priority_queue<Item, std::vector<Item>, decltype(later)> queue(later);
  const auto push = [&](std::uint32_t c) {
    if (!open(c, limit[c])) return;
    const auto [cost, gain] = item_of(c, limit[c]);
    queue.push({cost, gain, c});
  };
  for (std::uint32_t c = 0; c < limit.size(); ++c) push(c);
  std::uint64_t left = goal;
  while (!queue.empty()) {
    const Item item = queue.top();
    queue.pop();
    const std::uint32_t c = item.weight_class;
    const std::uint64_t pixels = pixels_of(c, limit[c]);
    if (pixels * item.gain >= left) {
      return {std::move(limit), c, (left + item.gain - 1) / item.gain, left};
    }
    left -= pixels * item.gain;
    limit[c] = next_of(c, limit[c]);
    push(c);
  }
  return {};  // out of reach: the solvers' precondition excludes it
}

/// p < 1: an item is a whole pixel, the larger cap first.
template <class Costs>
TakenItems take_whole_pixels(const WeightedCounts& counts, std::uint64_t goal, const Costs& costs) {
  std::vector<std::uint32_t> limit(counts.classes.classes);
  for (std::uint32_t c = 0; c < limit.size(); ++c) limit[c] = counts.cap_below(c, counts.levels);
  return take_items(
      costs, std::move(limit), goal,
      [&](std::uint32_t c, std::uint32_t cap) {
        return std::pair(costs.power(cap), std::uint64_t{counts.classes.weight[c]} * cap);
      },
      [&](std::uint32_t c, std::uint32_t cap) { return std::uint64_t{counts.at(c, cap)}; },
      [&](std::uint32_t c, std::uint32_t cap) { return counts.cap_below(c, cap); },
      [](std::uint32_t, std::uint32_t cap) { return cap > 0; });
}

/// p > 1: an item is one more step, of every pixel of a class that still can.
template <class Costs>
TakenItems take_steps(const WeightedCounts& counts, std::uint64_t goal, const Costs& costs) {
  std::vector<std::uint64_t> able(counts.classes.classes);
  for (std::uint32_t c = 0; c < able.size(); ++c) {
    able[c] = counts.classes.size[c] - counts.at(c, 0);
  }
  return take_items(
      costs, std::vector<std::uint32_t>(able.size()), goal,
      [&](std::uint32_t c, std::uint32_t steps) {
        return std::pair(costs.step(steps + 1), std::uint64_t{counts.classes.weight[c]});
      },
      [&](std::uint32_t c, std::uint32_t) { return able[c]; },
      [&](std::uint32_t c, std::uint32_t steps) {
        able[c] -= counts.at(c, steps + 1);
        return steps + 1;
      },
      [&](std::uint32_t c, std::uint32_t) { return able[c] > 0; });
}

}  // namespace brink
