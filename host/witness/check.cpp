// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/witness/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <type_traits>

namespace brink {
namespace {

std::uint32_t steps_between(std::uint16_t from, std::uint16_t to) {
  return static_cast<std::uint32_t>(from < to ? to - from : from - to);
}

std::uint64_t largest_step(Levels from, Levels to) {
  std::uint32_t largest = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    largest = std::max(largest, steps_between(from[i], to[i]));
  }
  return largest;
}

std::string cost_text(std::uint64_t cost, const CostRule& rule) {
  return rule.real ? fmt::format("{}", std::bit_cast<double>(cost)) : fmt::format("{}", cost);
}

/// Costs that sum the same terms in another order may be rounded differently.
bool same_cost(std::uint64_t a, std::uint64_t b, const CostRule& rule) {
  const std::uint64_t last_place = 1;  // neighbouring doubles have neighbouring patterns
  return a == b || (rule.real && std::max(a, b) - std::min(a, b) <= last_place);
}

}  // namespace

std::uint64_t cost_between(Levels from, Levels to, const CostRule& rule) {
  if (rule.norm.kind() == Norm::Kind::infinity) return largest_step(from, to);
  return rule.with_costs([&](const auto& costs) {
    auto sum = costs.whole(0);
    for (std::size_t i = 0; i < from.size(); ++i) {
      const std::uint32_t steps = steps_between(from[i], to[i]);
      if (steps > 0) sum = sum + costs.power(steps);
    }
    return costs.key(sum);
  });
}

std::string wrong_with(ImageClass& image_class, const Shape& shape, Levels image, Levels witness,
                       const CostRule& rule, const CostBracket& cost) {
  const auto above = std::find_if(witness.begin(), witness.end(),
                                  [&](std::uint16_t level) { return level > shape.top_level(); });
  if (above != witness.end()) {
    return fmt::format("pixel {} has level {} of {}", above - witness.begin(), *above,
                       shape.levels());
  }
  const std::int64_t score = image_class.score(witness);
  if (image_class.inside(score)) return fmt::format("its score {} is inside the class", score);
  const std::uint64_t moved = cost_between(image, witness, rule);
  if (!same_cost(moved, cost.upper, rule)) {
    return fmt::format("its cost is {} instead of {}", cost_text(moved, rule),
                       cost_text(cost.upper, rule));
  }
  if (cost.lower > cost.upper) return "the lower end of the cost is above the upper end";
  return "";
}

}  // namespace brink
