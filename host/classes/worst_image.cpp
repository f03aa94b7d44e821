// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/classes/worst_image.hpp"

#include <bit>
#include <stdexcept>
#include <vector>

#include "cuda/solver/cheapest_bits.hpp"
#include "cuda/solver/equal_steps.hpp"
#include "host/cpu/power_table.hpp"

namespace brink {
namespace {

/// What solve(rule) finds at p, as a number.
template <class Solve>
double at_norm(Shape shape, double p, Solve solve) {
  // The strata of a class ask for one table after the other.
  thread_local double known_p = -1;
  thread_local std::uint32_t known_bits = 0;
  thread_local std::vector<DoubleDouble> powers;
  CostRule rule;
  rule.norm.p = p;
  rule.real = !integer_costs(rule.norm, shape);
  if (rule.real && (known_p != p || known_bits != shape.b)) {
    powers = power_table(p, shape.levels());
    known_p = p;
    known_bits = shape.b;
  }
  rule.powers = rule.real ? powers.data() : nullptr;
  const Solved solved = solve(rule);
  if (!solved.known) throw std::logic_error("the image of largest cost has no cost");
  const std::uint64_t cost = solved.cost.upper;
  return rule.real ? std::bit_cast<double>(cost) : static_cast<double>(cost);
}

LevelCounts counts_of(Shape shape, std::uint64_t pixels, const std::vector<std::uint32_t>& count) {
  LevelCounts counts;
  counts.pixels = pixels;
  counts.levels = shape.levels();
  counts.windows = LevelWindows::all(counts.levels);
  counts.count = count.data();
  for (std::uint32_t level = 0; level < counts.levels; ++level) {
    counts.sum += std::uint64_t{level} * count[level];
    if (level >= counts.levels / 2) counts.upper_half += count[level];
  }
  return counts;
}

}  // namespace

double most_of_steps(Shape shape, std::uint64_t pixels, std::uint64_t sum, std::uint64_t steps,
                     double p) {
  std::vector<std::uint32_t> count(shape.levels());
  const std::uint64_t top = shape.top_level();
  if (p < 1) {
    const auto level = static_cast<std::uint32_t>(sum / pixels);
    const auto higher = static_cast<std::uint32_t>(sum % pixels);
    count[level] = static_cast<std::uint32_t>(pixels) - higher;
    if (higher > 0) count[level + 1] = higher;
  } else {
    count[top] = static_cast<std::uint32_t>(sum / top);
    count[0] = static_cast<std::uint32_t>(pixels) - count[top];
    if (sum % top > 0) {
      ++count[sum % top];
      --count[0];
    }
  }
  const LevelCounts counts = counts_of(shape, pixels, count);
  return at_norm(shape, p,
                 [&](const CostRule& rule) { return solve_equal_steps(counts, steps, rule); });
}

double most_of_flips(Shape shape, std::uint64_t upper, std::uint64_t flips, double p) {
  std::vector<std::uint32_t> count(shape.levels());
  count[0] = static_cast<std::uint32_t>(shape.pixels() - upper);
  count[shape.top_level()] = static_cast<std::uint32_t>(upper);
  const LevelCounts counts = counts_of(shape, shape.pixels(), count);
  return at_norm(shape, p,
                 [&](const CostRule& rule) { return solve_cheapest_bits(counts, flips, rule); });
}

double cost_of_pixels(Shape shape, std::uint64_t pixels, double p) {
  return at_norm(shape, p,
                 [&](const CostRule& rule) { return solve_uniform_move(pixels, 1, rule); });
}

}  // namespace brink
