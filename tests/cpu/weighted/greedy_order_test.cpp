// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/weighted/greedy_order.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "cuda/solver/weighted_steps.hpp"
#include "tests/cuda/least_costs.hpp"
#include "tests/cuda/sorted_items.hpp"

namespace brink {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void expect_cost(const Solved& solved, std::uint64_t lower, std::uint64_t upper) {
  ASSERT_TRUE(solved.known);
  ASSERT_EQ(solved.cost.lower, lower);
  ASSERT_EQ(solved.cost.upper, upper);
}

/// Images of one half-space: the weights are the same, the caps differ, and some caps are above
/// 0.
std::vector<std::vector<Pixel>> images_of(const std::vector<std::uint32_t>& weights,
                                          std::uint32_t levels, std::size_t count,
                                          std::mt19937& random) {
  std::vector<std::vector<Pixel>> images(count);
  for (auto& image : images) {
    do {
      image.clear();
      for (const std::uint32_t weight : weights) {
        image.push_back({weight, static_cast<std::uint32_t>(random()) % levels});
      }
    } while (reach_of(image) == 0);
  }
  return images;
}

std::vector<std::uint32_t> random_weights(std::mt19937& random, std::size_t pixels,
                                          std::uint32_t most_weight) {
  std::vector<std::uint32_t> weights(pixels);
  for (std::uint32_t& weight : weights) {
    weight = 1 + static_cast<std::uint32_t>(random()) % most_weight;
  }
  return weights;
}

class GreedyOrderAtP : public testing::TestWithParam<double> {};
INSTANTIATE_TEST_SUITE_P(Norms, GreedyOrderAtP, testing::Values(0, 2, 3, 4));

/// One order serves all images and goals, in any order of size. Compared with all choices of
/// steps.
TEST_P(GreedyOrderAtP, HoldsTheLeastCostOfAllChoices) {
  const double p = GetParam();
  std::mt19937 random(61);
  for (int trial = 0; trial < 30; ++trial) {
    const std::uint32_t levels = 2u << random() % 4;
    const TestRule rule(p, levels);
    GreedyOrder order(rule.get());
    const auto weights = random_weights(random, 1 + random() % 5, 7);
    for (const auto& pixels : images_of(weights, levels, 4, random)) {
      const CountedPixels counted(levels, pixels, Visit::every_level);
      const std::vector<Quad> least = least_costs(pixels, p);
      for (std::uint64_t goal = 1; goal < least.size(); ++goal) {
        const Solved solved = order.solve(counted.get(), goal);
        ASSERT_TRUE(solved.known);
        ASSERT_LE(solved.cost.lower, rule.key(least[goal]));
        ASSERT_GE(solved.cost.upper, rule.key(least[goal]));
        if (p == 0) expect_cost(solved, rule.key(least[goal]), rule.key(least[goal]));
      }
    }
  }
}

/// Compared with sorting every item in 113 bits (p > 1), and with the search without an order.
TEST_P(GreedyOrderAtP, TakesTheItemsInOrder) {
  const double p = GetParam();
  std::mt19937 random(62);
  for (const std::uint32_t levels : {2u, 16u, 256u, 1024u}) {
    for (const std::uint32_t most_weight : {2u, 7u, 16u}) {
      const TestRule rule(p, levels);
      GreedyOrder order(rule.get());
      const auto weights = random_weights(random, 2 + 4000 / levels, most_weight);
      for (const auto& pixels : images_of(weights, levels, 8, random)) {
        const CountedPixels counted(levels, pixels, Visit::every_level);
        const std::uint64_t reach = reach_of(pixels);
        for (const std::uint64_t goal :
             {std::uint64_t{1}, 1 + random() % (1 + reach / 20), 1 + random() % reach}) {
          const Solved solved = order.solve(counted.get(), goal);
          const Solved searched = solve_weighted_steps(counted.get(), goal, rule.get());
          expect_cost(solved, searched.cost.lower, searched.cost.upper);
          if (p == 0) continue;
          const QuadBracket expected = SortedItems(pixels, p).solve(goal);
          expect_cost(solved, rule.key(expected.lower), rule.key(expected.upper));
        }
      }
    }
  }
}

TEST_P(GreedyOrderAtP, WindowsAreRightOrSaySo) {
  const double p = GetParam();
  std::mt19937 random(63);
  int known = 0, unknown = 0;
  for (const std::uint32_t levels : {2u, 4u, 32u, 256u}) {
    const TestRule rule(p, levels);
    for (int trial = 0; trial < 40; ++trial) {
      const auto weights = random_weights(random, 5 + random() % 400, 9);
      const auto images = images_of(weights, levels, 3, random);
      const auto classes = CountedPixels(levels, images[0], Visit::every_level).get().classes;
      const WeightedWindows windows{static_cast<std::uint32_t>(random()) % (classes.classes + 1),
                                    static_cast<std::uint32_t>(random()) % levels};
      GreedyOrder order(rule.get());
      for (const auto& pixels : images) {
        CountedPixels counted(levels, pixels, Visit::every_level);
        const std::uint64_t reach = reach_of(pixels);
        const std::uint64_t goal = 1 + random() % (1 + reach / (trial % 2 == 0 ? 20 : 1)) % reach;
        const Solved all = solve_weighted_steps(counted.get(), goal, rule.get());
        const Solved solved = order.solve(counted.within(windows), goal);
        ++(solved.known ? known : unknown);
        if (solved.known) expect_cost(solved, all.cost.lower, all.cost.upper);
      }
    }
  }
  EXPECT_GT(known, 100);
  EXPECT_GT(unknown, 30);
}

TEST(GreedyOrder, SaysWhereItIsTooLong) {
  // 40 weights and 1023 caps give more items than are kept.
  std::mt19937 random(64);
  constexpr std::uint32_t levels = 1024;
  std::vector<std::uint32_t> weights(40);
  for (std::uint32_t i = 0; i < weights.size(); ++i) weights[i] = i + 1;
  const auto pixels = images_of(weights, levels, 1, random)[0];
  const CountedPixels counted(levels, pixels, Visit::every_level);
  for (const double p : {0.0, 2.0}) {
    const TestRule rule(p, levels);
    GreedyOrder order(rule.get());
    EXPECT_FALSE(order.solve(counted.get(), reach_of(pixels)).known);
    const Solved searched = solve_weighted_steps(counted.get(), 5000, rule.get());
    expect_cost(order.solve(counted.get(), 5000), searched.cost.lower, searched.cost.upper);
  }
}

TEST(GreedyOrder, ServesCostsWhoseSumsAreTheSameInAnyOrder) {
  EXPECT_TRUE(GreedyOrder::serves(TestRule(0, 256).get(), 256));
  EXPECT_TRUE(GreedyOrder::serves(TestRule(2, 256).get(), 256));
  EXPECT_FALSE(GreedyOrder::serves(TestRule(2, 65536).get(), 65536));  // too many levels
  EXPECT_FALSE(GreedyOrder::serves(TestRule(2, 256, true).get(), 256));
  for (const double p : {0.5, 1.0, 1.5, infinity}) {
    EXPECT_FALSE(GreedyOrder::serves(TestRule(p, 256).get(), 256)) << p;
  }
}

}  // namespace
}  // namespace brink
