// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/solver/equal_steps.hpp"

#include <gtest/gtest.h>

#include "tests/cuda/least_costs.hpp"

namespace brink {
namespace {

void expect_exact(const Solved& solved, std::uint64_t key) {
  ASSERT_TRUE(solved.known);
  ASSERT_EQ(solved.cost.lower, key);
  ASSERT_EQ(solved.cost.upper, key);
}

class EqualStepsAtP : public testing::TestWithParam<double> {};
INSTANTIATE_TEST_SUITE_P(Norms, EqualStepsAtP, testing::ValuesIn(test_norms));

TEST_P(EqualStepsAtP, NoChoiceOfStepsIsCheaper) {
  const double p = GetParam();
  std::mt19937 random(21);
  for (int trial = 0; trial < 150; ++trial) {
    const std::uint32_t levels = 2u << random() % 4;
    const auto pixels = random_pixels(random, 1 + random() % 6, levels, 1);
    const TestRule rule(p, levels);
    const CountedLevels every(levels, pixels, Visit::every_level);
    const CountedLevels present(levels, pixels, Visit::present_levels);
    const CountedLevels listed(levels, pixels, Visit::listed_pixels);
    const std::vector<Quad> least = least_costs(pixels, p);
    for (std::uint64_t steps = 1; steps < least.size(); ++steps) {
      const std::uint64_t key = rule.key(least[steps]);
      expect_exact(solve_equal_steps(every.get(), steps, rule.get()), key);
      expect_exact(solve_equal_steps(present.get(), steps, rule.get()), key);
      expect_exact(solve_equal_steps(listed.get(), steps, rule.get()), key);
    }
  }
}

TEST_P(EqualStepsAtP, WindowsEitherSufficeOrAreSaidNotTo) {
  const double p = GetParam();
  std::mt19937 random(22);
  for (int trial = 0; trial < 60; ++trial) {
    const std::uint32_t levels = 16;
    const auto pixels = random_pixels(random, 3 + random() % 20, levels, 1);
    CountedLevels counted(levels, pixels, Visit::every_level);
    const TestRule rule(p, levels);
    const std::uint64_t steps = 1 + random() % counted.get().sum;
    const Solved full = solve_equal_steps(counted.get(), steps, rule.get());
    bool known_before = false;
    for (std::uint32_t width = 0; width <= levels; ++width) {
      const LevelWindows windows =
          p < 1 ? LevelWindows{0, 0, 0, levels - width} : LevelWindows{width, 0, 0, levels};
      const Solved solved = solve_equal_steps(counted.within(windows), steps, rule.get());
      const Solved dense = solve_equal_steps(counted.without_gaps(windows), steps, rule.get());
      ASSERT_EQ(dense.known, solved.known);
      if (solved.known) expect_exact(dense, solved.cost.upper);
      if (solved.known) expect_exact(solved, full.cost.upper);
      EXPECT_TRUE(solved.known || !known_before);  // more counts never do harm
      known_before = solved.known;
      if (width == 0) {  // the sum alone may show that one round is enough
        const bool one_round = p > 1 && steps <= counted.get().sum / (levels - 1);
        EXPECT_EQ(solved.known, p == 1 || one_round);
      }
      if (width == levels) {
        EXPECT_TRUE(solved.known);
      }
    }
  }
}

/// Counts of a part of the image, at the ends that p < 1 needs.
TEST_P(EqualStepsAtP, PartialCountsEitherSufficeOrAreSaidNotTo) {
  const double p = GetParam();
  std::mt19937 random(26);
  const std::uint32_t levels = 8;
  const TestRule rule(p, levels);
  int known = 0, unknown = 0;
  for (int trial = 0; trial < 200; ++trial) {
    const auto pixels = random_pixels(random, 40, levels, 1);
    const CountedLevels counted(levels, pixels, Visit::every_level);
    const std::vector<Pixel> some(pixels.begin(), pixels.begin() + 20);
    const CountedLevels part(levels, some, Visit::every_level);
    LevelCounts partial = counted.get();
    partial.count = part.get().count;
    partial.windows = {0, 0, 0, levels - 1};
    partial.partial = true;
    const std::uint64_t steps = 1 + random() % counted.get().sum;
    const Solved solved = solve_equal_steps(partial, steps, rule.get());
    ++(solved.known ? known : unknown);
    if (solved.known) {
      expect_exact(solved, solve_equal_steps(counted.get(), steps, rule.get()).cost.upper);
    }
  }
  EXPECT_GT(known, 0);
  EXPECT_EQ(unknown == 0, p == 1);
}

/// The even spread uses the caps below its largest step, and no others.
TEST(EqualSteps, WindowUpToTheLargestStepSuffices) {
  std::mt19937 random(23);
  const TestRule largest(test_norms[6], 32), squares(2, 32);
  for (int trial = 0; trial < 100; ++trial) {
    const auto pixels = random_pixels(random, 10, 32, 1);
    CountedLevels counted(32, pixels, Visit::every_level);
    const std::uint64_t steps = 1 + random() % counted.get().sum;
    const auto top = static_cast<std::uint32_t>(
        solve_equal_steps(counted.get(), steps, largest.get()).cost.upper);
    const auto at = [&](std::uint32_t low) {
      return solve_equal_steps(counted.within({low, 0, 0, 32}), steps, squares.get()).known;
    };
    EXPECT_TRUE(at(top));
    if (top > 1) {
      EXPECT_FALSE(at(top - 1));
    }
  }
}

TEST_P(EqualStepsAtP, CostsRiseWithTheSteps) {
  const double p = GetParam();
  std::mt19937 random(24);
  const std::uint32_t levels = 256;
  const TestRule rule(p, levels);
  const auto pixels = random_pixels(random, 300, levels, 1);
  const CountedLevels counted(levels, pixels, Visit::every_level);
  std::uint64_t before = 0;
  for (std::uint64_t steps = 1; steps <= counted.get().sum; steps += 1 + steps / 50) {
    const Solved solved = solve_equal_steps(counted.get(), steps, rule.get());
    ASSERT_GE(solved.cost.upper, before);
    before = solved.cost.upper;
  }
}

/// The doubles of an integer p are the integers, so both arithmetics give the same result.
TEST(EqualSteps, RealArithmeticAgreesWithIntegers) {
  std::mt19937 random(25);
  const std::uint32_t levels = 1024;
  for (const double p : {2.0, 3.0, 5.0}) {
    const TestRule integers(p, levels), reals(p, levels, true);
    const auto pixels = random_pixels(random, 500, levels, 1);
    const CountedLevels counted(levels, pixels, Visit::present_levels);
    for (std::uint64_t steps = 1; steps <= counted.get().sum; steps += 1 + steps / 20) {
      const std::uint64_t integer =
          solve_equal_steps(counted.get(), steps, integers.get()).cost.upper;
      EXPECT_EQ(
          std::bit_cast<double>(solve_equal_steps(counted.get(), steps, reals.get()).cost.upper),
          static_cast<double>(integer));
    }
  }
}

TEST(EqualSteps, LargestImageInClosedForm) {
  const std::uint32_t pixels = 4026531840;  // 15 * 16384^2
  std::vector<std::uint32_t> count(256);
  count[255] = pixels;
  LevelCounts counts;
  counts.pixels = pixels;
  counts.sum = std::uint64_t{pixels} * 255;
  counts.levels = 256;
  counts.windows = LevelWindows::all(256);
  counts.count = count.data();
  const std::uint64_t steps = std::uint64_t{pixels} * 100 + 7;
  const auto solve = [&](const TestRule& rule) {
    return solve_equal_steps(counts, steps, rule.get());
  };
  const std::uint64_t filled = steps / 255, rest = steps % 255;
  expect_exact(solve(TestRule(0, 256)), filled + 1);
  expect_exact(solve(TestRule(1, 256)), steps);
  expect_exact(solve(TestRule(2, 256)), std::uint64_t{pixels} * 10000 + 7 * 201);
  expect_exact(solve(TestRule(test_norms[6], 256)), 101);
  const TestRule root(0.5, 256);
  expect_exact(solve(root), root.key(sqrt(Quad(255)) * Quad(filled) + sqrt(Quad(rest))));
}

TEST(UniformMove, CostsPixelsTimesThePower) {
  for (const std::uint64_t pixels : {1ull, 3ull, 4026531840ull}) {
    for (const std::uint32_t steps : {1u, 2u, 255u}) {
      for (const double p : {0.5, 1.0, 1.5, 2.0, 3.0}) {
        const TestRule rule(p, 256);
        expect_exact(solve_uniform_move(pixels, steps, rule.get()),
                     rule.key(Quad(pixels) * pixel_cost(p, steps)));
      }
      expect_exact(solve_uniform_move(pixels, steps, TestRule(0, 256).get()), pixels);
      expect_exact(solve_uniform_move(pixels, steps, TestRule(test_norms[6], 256).get()), steps);
    }
  }
}

}  // namespace
}  // namespace brink
