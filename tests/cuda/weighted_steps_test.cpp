// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/solver/weighted_steps.hpp"

#include <gtest/gtest.h>

#include "cuda/solver/equal_steps.hpp"
#include "cuda/sorted_caps.hpp"
#include "tests/cuda/least_costs.hpp"
#include "tests/cuda/sorted_items.hpp"

namespace brink {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool exact_at(double p) { return p == 0 || p == 1 || p == infinity; }

void expect_cost(const Solved& solved, std::uint64_t lower, std::uint64_t upper) {
  ASSERT_TRUE(solved.known);
  ASSERT_EQ(solved.cost.lower, lower);
  ASSERT_EQ(solved.cost.upper, upper);
}

class WeightedStepsAtP : public testing::TestWithParam<double> {};
INSTANTIATE_TEST_SUITE_P(Norms, WeightedStepsAtP, testing::ValuesIn(test_norms));

TEST_P(WeightedStepsAtP, HoldsTheLeastCostOfAllChoices) {
  const double p = GetParam();
  std::mt19937 random(41);
  for (int trial = 0; trial < 60; ++trial) {
    const std::uint32_t levels = 2u << random() % 4;
    const auto pixels = random_pixels(random, 1 + random() % 5, levels, 7);
    const TestRule rule(p, levels);
    const CountedPixels every(levels, pixels, Visit::every_level);
    const CountedPixels present(levels, pixels, Visit::present_levels);
    const std::vector<Quad> least = least_costs(pixels, p);
    for (std::uint64_t goal = 1; goal < least.size(); ++goal) {
      const Solved solved = solve_weighted_steps(every.get(), goal, rule.get());
      expect_cost(solve_weighted_steps(present.get(), goal, rule.get()), solved.cost.lower,
                  solved.cost.upper);
      const std::uint64_t key = rule.key(least[goal]);
      ASSERT_LE(solved.cost.lower, key);
      ASSERT_GE(solved.cost.upper, key);
      if (exact_at(p)) expect_cost(solved, key, key);
    }
  }
}

/// A few levels are taken one by one, and more than 64 in bulk first. The items are the same.
TEST_P(WeightedStepsAtP, TakesTheItemsInOrder) {
  const double p = GetParam();
  if (exact_at(p)) return;
  std::mt19937 random(42);
  for (const std::uint32_t levels : {4u, 64u, 128u, 256u, 1024u}) {
    for (const std::uint32_t most_weight : {2u, 7u, 16u, 100u}) {
      const auto pixels = random_pixels(random, 2 + 4000 / levels, levels, most_weight);
      const TestRule rule(p, levels);
      const CountedPixels every(levels, pixels, Visit::every_level);
      const CountedPixels present(levels, pixels, Visit::present_levels);
      const SortedItems items(pixels, p);
      const std::uint64_t reach = reach_of(pixels);
      for (std::uint64_t trial = 0; trial < 25; ++trial) {
        // Small goals as random images have them, any goal, and the largest possible goal.
        const std::uint64_t goal = trial == 0   ? reach
                                   : trial < 12 ? 1 + random() % (1 + reach / 20)
                                                : 1 + random() % reach;
        const QuadBracket expected = items.solve(goal);
        const std::uint64_t lower = rule.key(expected.lower), upper = rule.key(expected.upper);
        expect_cost(solve_weighted_steps(every.get(), goal, rule.get()), lower, upper);
        expect_cost(solve_weighted_steps(present.get(), goal, rule.get()), lower, upper);
      }
    }
  }
}

TEST_P(WeightedStepsAtP, CostsRiseWithTheGoalAndBracket) {
  const double p = GetParam();
  std::mt19937 random(43);
  for (const std::uint32_t levels : {2u, 16u, 256u}) {
    const auto pixels = random_pixels(random, 200, levels, 9);
    const TestRule rule(p, levels);
    const CountedPixels counted(levels, pixels, Visit::every_level);
    CostBracket before;
    for (std::uint64_t goal = 1; goal <= reach_of(pixels); goal += 1 + goal / 40) {
      const CostBracket cost = solve_weighted_steps(counted.get(), goal, rule.get()).cost;
      ASSERT_LE(cost.lower, cost.upper);
      ASSERT_GE(cost.lower, before.lower);
      ASSERT_GE(cost.upper, before.upper);
      before = cost;
    }
  }
}

/// Caps kept one by one, many of them equal, give the same results as counts of them.
TEST_P(WeightedStepsAtP, SortedCapsAreAsGoodAsCounts) {
  const double p = GetParam();
  std::mt19937 random(47);
  for (const std::uint32_t levels : {2u, 8u, 64u, 1024u}) {
    const TestRule rule(p, levels);
    for (int trial = 0; trial < 20; ++trial) {
      auto pixels = random_pixels(random, 2 + random() % 100, levels, 9);
      const CountedPixels present(levels, pixels, Visit::present_levels);
      std::sort(pixels.begin(), pixels.end(), [](const Pixel& a, const Pixel& b) {
        return a.weight != b.weight ? a.weight < b.weight : a.cap < b.cap;
      });
      std::vector<std::uint16_t> cap;
      for (const Pixel& pixel : pixels) cap.push_back(static_cast<std::uint16_t>(pixel.cap));
      SortedCaps sorted;
      sorted.classes = present.get().classes;
      std::vector<std::uint32_t> begin{0};
      for (std::uint32_t c = 0; c < sorted.classes.classes; ++c) {
        begin.push_back(begin.back() + static_cast<std::uint32_t>(sorted.classes.size[c]));
      }
      sorted.levels = levels;
      sorted.reach = reach_of(pixels);
      sorted.cap = cap.data();
      sorted.begin = begin.data();
      // The cursors of one of three threads.
      std::vector<std::uint32_t> steps(LaneCursors::size(3, sorted.classes.classes));
      std::vector<std::uint64_t> able(steps.size());
      const LaneCursors cursors(steps.data(), able.data(), 1, 3);
      for (int repeat = 0; repeat < 10; ++repeat) {
        const std::uint64_t goal = 1 + random() % sorted.reach;
        const Solved expected = solve_weighted_steps(present.get(), goal, rule.get());
        expect_cost(
            solve_weighted_steps(CountsAndCursors<SortedCaps>{sorted, cursors}, goal, rule.get()),
            expected.cost.lower, expected.cost.upper);
      }
      for (std::size_t i = 0; i < steps.size(); ++i) {  // the cursors of the other threads are not
                                                        // changed
        if (i % 3 == 1) continue;
        ASSERT_EQ(steps[i], 0u);
        ASSERT_EQ(able[i], 0u);
      }
    }
  }
}

/// With one weight w the exact answer is that of ceil(D/w) equal steps.
TEST_P(WeightedStepsAtP, OneWeightIsHeldByTheEqualSteps) {
  const double p = GetParam();
  std::mt19937 random(44);
  for (const std::uint32_t levels : {8u, 256u}) {
    auto pixels = random_pixels(random, 50, levels, 1);
    const CountedLevels caps(levels, pixels, Visit::every_level);
    for (Pixel& pixel : pixels) pixel.weight = 5;
    const CountedPixels counted(levels, pixels, Visit::every_level);
    const TestRule rule(p, levels);
    for (int trial = 0; trial < 50; ++trial) {
      const std::uint64_t goal = 1 + random() % reach_of(pixels);
      const Solved solved = solve_weighted_steps(counted.get(), goal, rule.get());
      const std::uint64_t exact =
          solve_equal_steps(caps.get(), (goal + 4) / 5, rule.get()).cost.upper;
      EXPECT_LE(solved.cost.lower, exact);
      EXPECT_GE(solved.cost.upper, exact);
      if (exact_at(p)) {
        EXPECT_EQ(solved.cost.lower, exact);
      }
      if (p > 1) {  // whole steps need no rounding
        EXPECT_EQ(solved.cost.upper, exact);
      }
    }
  }
}

/// Windows give the cost that all counts give, or say that they do not know it. They know it
/// where they contain everything on which the cost depends.
TEST_P(WeightedStepsAtP, WindowsAreRightOrSaySo) {
  const double p = GetParam();
  std::mt19937 random(46);
  int known = 0, unknown = 0;
  for (const std::uint32_t levels : {2u, 4u, 32u, 256u}) {
    const TestRule rule(p, levels);
    for (int trial = 0; trial < 40; ++trial) {
      const auto pixels = random_pixels(random, 5 + random() % 400, levels, 9);
      CountedPixels counted(levels, pixels, Visit::every_level);
      const std::uint32_t classes = counted.get().classes.classes;
      const std::uint64_t reach = reach_of(pixels);
      const std::uint64_t goal = 1 + random() % (1 + reach / (trial % 2 == 0 ? 20 : 1)) % reach;
      const Solved all = solve_weighted_steps(counted.get(), goal, rule.get());
      for (std::uint32_t whole = 0; whole <= classes; ++whole) {
        const std::uint32_t low = static_cast<std::uint32_t>(random()) % levels;
        const WeightedCounts windows = counted.within({whole, low});
        const Solved solved = solve_weighted_steps(windows, goal, rule.get());
        ASSERT_TRUE(solved.known || whole > 0);
        if (!solved.known) {
          ++unknown;
          continue;
        }
        ++known;
        expect_cost(solved, all.cost.lower, all.cost.upper);
      }
      expect_cost(solve_weighted_steps(counted.within({classes, levels}), goal, rule.get()),
                  all.cost.lower, all.cost.upper);
    }
  }
  EXPECT_GT(known, 100);
  EXPECT_GT(unknown, 100);
}

TEST(WeightedSteps, ReachShowsThatOneStepIsEnough) {
  const TestRule rule(infinity, 256);
  CountedPixels counted(256, {{3, 255}, {5, 200}}, Visit::every_level);  // reach 1765
  const WeightedCounts nothing = counted.within({2, 0});
  expect_cost(solve_weighted_steps(nothing, 1765 / 255, rule.get()), 1, 1);
  EXPECT_FALSE(solve_weighted_steps(nothing, 1765 / 255 + 1, rule.get()).known);
}

TEST(WeightedSteps, RootsThatTieAreTies) {
  // 2 * 1^0.5 = 1 * 4^0.5: gain over cost is 2 for both pixels, 1*4/2 and 2*1/1.
  const TestRule rule(0.5, 8);
  const CountedPixels counted(8, {{1, 4}, {2, 1}}, Visit::every_level);
  // The heavier pixel comes first: alone it gains 2 at cost 1.
  expect_cost(solve_weighted_steps(counted.get(), 2, rule.get()), rule.key(1), rule.key(1));
  expect_cost(solve_weighted_steps(counted.get(), 3, rule.get()), rule.key(1.5), rule.key(3));
}

TEST(WeightedSteps, LargestWeightsOnFewPixelsOfManyLevels) {
  std::mt19937 random(45);
  constexpr std::uint32_t levels = 8192;
  std::vector<Pixel> pixels(3);
  for (Pixel& pixel : pixels) {
    pixel = {1 + static_cast<std::uint32_t>(random()) % max_weight_classes, 2000};
  }
  pixels.push_back({max_weight_classes, levels - 1});
  pixels.push_back({1, 1});
  const CountedPixels present(levels, pixels, Visit::present_levels);
  for (const double p : {1.5, 2.0}) {
    const TestRule rule(p, levels);
    const SortedItems items(pixels, p);
    for (const std::uint64_t goal : {1ull, 1024ull, 99999ull, 8000001ull}) {
      const QuadBracket expected = items.solve(goal);
      expect_cost(solve_weighted_steps(present.get(), goal, rule.get()), rule.key(expected.lower),
                  rule.key(expected.upper));
    }
  }
}

}  // namespace
}  // namespace brink
