// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/solver/greedy_steps.hpp"

#include <gtest/gtest.h>

#include "cuda/solver/weighted_steps.hpp"
#include "tests/cuda/least_costs.hpp"

namespace brink {
namespace {

/// Pixels one by one, as the solver asks for them.
struct ListedPixels {
  std::vector<Pixel> pixels;

  std::uint64_t size() const { return pixels.size(); }
  std::uint32_t most_weight() const {
    std::uint32_t most = 0;
    for (const Pixel& pixel : pixels) most = std::max(most, pixel.weight);
    return most;
  }
  template <class Visit>
  void each(const Visit& visit) const {
    for (const Pixel& pixel : pixels) visit(pixel.weight, pixel.cap, std::uint64_t{1});
  }
};

struct Solution {
  CostBracket cost;
  std::vector<std::uint32_t> steps;  ///< [pixel], of the perturbation at the upper cost
};

Solution solve(const std::vector<Pixel>& pixels, std::uint64_t goal, std::uint32_t levels,
               const CostRule& rule) {
  const ListedPixels listed{pixels};
  std::vector<std::uint64_t> scratch(greedy_scratch_words);
  Solution solution;
  const Solved solved =
      solve_greedy_steps(listed, goal, levels - 1, rule, scratch.data(), [&](auto steps) {
        for (const Pixel& pixel : pixels) solution.steps.push_back(steps(pixel.weight, pixel.cap));
      });
  EXPECT_TRUE(solved.known);
  solution.cost = solved.cost;
  return solution;
}

void expect_reached(const std::vector<Pixel>& pixels, const Solution& solution, std::uint64_t goal,
                    const TestRule& rule) {
  const double p = rule.get().norm.p;
  std::uint64_t gain = 0;
  Quad cost = 0;
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    ASSERT_LE(solution.steps[i], pixels[i].cap);
    gain += std::uint64_t{pixels[i].weight} * solution.steps[i];
    const Quad own = pixel_cost(p, solution.steps[i]);
    cost = std::isinf(p) ? std::max(cost, own) : Quad(cost + own);
  }
  ASSERT_GE(gain, goal);
  ASSERT_EQ(rule.key(cost), solution.cost.upper);
}

bool exact_at(double p) { return p == 0 || p == 1 || std::isinf(p); }

class GreedyStepsAtP : public testing::TestWithParam<double> {};
INSTANTIATE_TEST_SUITE_P(Norms, GreedyStepsAtP, testing::ValuesIn(test_norms));

TEST_P(GreedyStepsAtP, HoldsTheLeastCostOfAllChoices) {
  const double p = GetParam();
  std::mt19937 random(51);
  for (int trial = 0; trial < 60; ++trial) {
    const std::uint32_t levels = 2u << random() % 4;
    const auto pixels = random_pixels(random, 1 + random() % 5, levels, levels - 1);
    const TestRule rule(p, levels);
    const std::vector<Quad> least = least_costs(pixels, p);
    for (std::uint64_t goal = 1; goal < least.size(); ++goal) {
      const Solution solution = solve(pixels, goal, levels, rule.get());
      expect_reached(pixels, solution, goal, rule);
      const std::uint64_t key = rule.key(least[goal]);
      ASSERT_LE(solution.cost.lower, key);
      ASSERT_GE(solution.cost.upper, key);
      if (exact_at(p)) {
        ASSERT_EQ(solution.cost.lower, solution.cost.upper);
      }
    }
  }
}

/// With the weights 0 and w only, both ends are the exact cost.
TEST_P(GreedyStepsAtP, OneWeightIsExact) {
  const double p = GetParam();
  std::mt19937 random(52);
  for (int trial = 0; trial < 40; ++trial) {
    const std::uint32_t levels = 4u << random() % 3;
    auto pixels = random_pixels(random, 1 + random() % 5, levels, 1);
    const std::uint32_t weight = 1 + static_cast<std::uint32_t>(random()) % (levels - 1);
    for (Pixel& pixel : pixels) pixel.weight = weight;
    const TestRule rule(p, levels);
    const std::vector<Quad> least = least_costs(pixels, p);
    pixels.push_back({0, levels - 1});
    for (std::uint64_t goal = 1; goal < least.size(); ++goal) {
      const Solution solution = solve(pixels, goal, levels, rule.get());
      expect_reached(pixels, solution, goal, rule);
      ASSERT_EQ(solution.cost.lower, rule.key(least[goal]));
      ASSERT_EQ(solution.cost.upper, rule.key(least[goal]));
    }
  }
}

/// The solver that works on counts takes the same items; tests of its own check these. For p < 1
/// only the solver here shortens the last pixel's move.
TEST_P(GreedyStepsAtP, AgreesWithTheSolverOnCounts) {
  const double p = GetParam();
  std::mt19937 random(53);
  for (const std::uint32_t levels : {2u, 4u, 16u, 256u}) {
    for (const std::size_t count : {3u, 40u, 1500u}) {
      const auto pixels = random_pixels(random, count, levels, levels - 1);
      const TestRule rule(p, levels);
      const CountedPixels counted(levels, pixels, Visit::present_levels);
      const std::uint64_t reach = reach_of(pixels);
      for (std::uint64_t trial = 0; trial < 12; ++trial) {
        const std::uint64_t goal = trial == 0  ? reach
                                   : trial < 7 ? 1 + random() % (1 + reach / 20)
                                               : 1 + random() % reach;
        const Solution solution = solve(pixels, goal, levels, rule.get());
        expect_reached(pixels, solution, goal, rule);
        const CostBracket other = solve_weighted_steps(counted.get(), goal, rule.get()).cost;
        if (levels > 2) {
          ASSERT_EQ(solution.cost.lower, other.lower) << levels << ' ' << count << ' ' << goal;
        }
        if (p < 1 && p > 0) {
          ASSERT_LE(solution.cost.upper, other.upper);
        } else {
          ASSERT_EQ(solution.cost.upper, other.upper) << levels << ' ' << count << ' ' << goal;
        }
      }
    }
  }
}

}  // namespace
}  // namespace brink
