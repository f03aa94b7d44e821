// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/greedy_order.hpp"

#include "cuda/solver/last_item.hpp"

namespace brink {
namespace {

// With more levels a walk meets mostly pairs that no pixel has, and the search, which can
// leave those out or take many steps at once, is as quick.
constexpr std::uint32_t most_levels = 1024;
// 384 KiB. A random image asks for a few hundred items; one that asks for more than this has
// the search.
constexpr std::size_t most_items = 1 << 14;

constexpr Solved unknown{{0, 0}, false};

}  // namespace

bool GreedyOrder::serves(const CostRule& rule, std::uint32_t levels) {
  if (rule.real || levels > most_levels) return false;
  const auto kind = rule.norm.kind();
  return kind == Norm::Kind::zero || (kind == Norm::Kind::one_or_more && rule.norm.p > 1);
}

GreedyOrder::GreedyOrder(const CostRule& rule)
    : whole_pixels_(rule.norm.kind() == Norm::Kind::zero),
      costs_{static_cast<std::uint64_t>(rule.norm.p)} {}

Solved GreedyOrder::solve(const WeightedCounts& counts, std::uint64_t goal) {
  if (place_.empty()) place_.assign(counts.classes.classes, whole_pixels_ ? counts.levels - 1 : 0);
  return whole_pixels_ ? fewest_pixels(counts, goal) : cheapest_steps(counts, goal);
}

Solved GreedyOrder::fewest_pixels(const WeightedCounts& counts, std::uint64_t goal) {
  std::uint64_t left = goal;
  std::uint64_t pixels = 0;
  for (std::size_t i = 0; i < items_.size() || extend(counts); ++i) {
    const std::uint64_t gain = items_[i].gain;
    const std::uint64_t here = counts.count[items_[i].pair];
    if (here * gain >= left) {
      const std::uint64_t cost = pixels + (left + gain - 1) / gain;
      return {{cost, cost}, true};
    }
    pixels += here;
    left -= here * gain;
  }
  return unknown;
}

Solved GreedyOrder::cheapest_steps(const WeightedCounts& counts, std::uint64_t goal) {
  able_.assign(counts.classes.size, counts.classes.size + counts.classes.classes);
  std::uint64_t left = goal;
  std::uint64_t cost = 0;
  for (std::size_t i = 0; i < items_.size() || extend(counts); ++i) {
    const std::uint64_t gain = items_[i].gain;
    const Step& step = steps_[i];
    const std::uint64_t here = able_[step.weight_class] -= counts.count[items_[i].pair];
    if (here * gain >= left) return last_item(costs_, cost, step.cost, gain, left);
    cost += here * step.cost;
    left -= here * gain;
  }
  return unknown;
}

/// Appends the next item; false where there is none or the windows do not hold it.
bool GreedyOrder::extend(const WeightedCounts& counts) {
  if (items_.size() == most_items) return false;
  const std::uint32_t classes = counts.classes.classes;
  std::uint32_t best = classes;
  std::uint64_t gain = 0;
  std::uint64_t cost = 0;
  for (std::uint32_t c = classes; c-- > 0;) {
    if (!open(counts, c)) continue;
    if (best == classes || costs_.compare(next_cost(c), next_gain(counts, c), cost, gain) < 0) {
      best = c;
      gain = next_gain(counts, c);
      cost = next_cost(c);
    }
  }
  if (best == classes || !counts.known(best, place_[best])) return false;
  items_.push_back({best * counts.levels + place_[best], static_cast<std::uint32_t>(gain)});
  if (whole_pixels_) {
    --place_[best];
  } else {
    steps_.push_back({best, cost});
    ++place_[best];
  }
  return true;
}

bool GreedyOrder::open(const WeightedCounts& counts, std::uint32_t weight_class) const {
  const std::uint32_t cap = place_[weight_class];
  return whole_pixels_ ? cap > 0 : cap < counts.levels - 1;
}

std::uint64_t GreedyOrder::next_gain(const WeightedCounts& counts,
                                     std::uint32_t weight_class) const {
  const std::uint64_t weight = counts.classes.weight[weight_class];
  return whole_pixels_ ? weight * place_[weight_class] : weight;
}

std::uint64_t GreedyOrder::next_cost(std::uint32_t weight_class) const {
  return whole_pixels_ ? 1 : costs_.step(place_[weight_class] + 1);
}

}  // namespace brink
