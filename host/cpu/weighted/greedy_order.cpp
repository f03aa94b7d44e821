// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/weighted/greedy_order.hpp"

#include "cuda/solver/last_item.hpp"
#include "cuda/solver/step_items.hpp"

namespace brink {
namespace {

// With more levels, a walk mostly meets pairs that no pixel has. The search can leave those out,
// or take many steps at once, and is as quick.
constexpr std::uint32_t most_levels = 1024;
// 384 KiB. A random image needs a few hundred items. An image that needs more than this goes to
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
    : norm_(rule.norm),
      whole_pixels_(rule.norm.kind() == Norm::Kind::zero),
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

/// Appends the next item. Returns false where there is none or the windows do not contain it.
bool GreedyOrder::extend(const WeightedCounts& counts) {
  if (items_.size() == most_items) return false;
  const StepItems kinds(costs_, norm_);
  const auto next = [&](std::uint32_t c) {
    return StepKind{counts.classes.weight[c], whole_pixels_ ? place_[c] : place_[c] + 1};
  };
  const auto open = [&](std::uint32_t c) {
    return whole_pixels_ ? place_[c] > 0 : place_[c] < counts.levels - 1;
  };
  const std::uint32_t classes = counts.classes.classes;
  std::uint32_t best = classes;
  for (std::uint32_t c = 0; c < classes; ++c) {
    if (open(c) && (best == classes || kinds.before(next(c), next(best)))) best = c;
  }
  if (best == classes || !counts.known(best, place_[best])) return false;
  const StepKind kind = next(best);
  items_.push_back(
      {best * counts.levels + place_[best], static_cast<std::uint32_t>(kinds.gain(kind))});
  if (whole_pixels_) {
    --place_[best];
  } else {
    steps_.push_back({best, kinds.cost(kind)});
    ++place_[best];
  }
  return true;
}

}  // namespace brink
