// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/solver/cheapest_bits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>

#include "tests/cuda/cost_rules.hpp"
#include "tests/cuda/pixels.hpp"

namespace brink {
namespace {

class CheapestBitsAtP : public testing::TestWithParam<double> {};
INSTANTIATE_TEST_SUITE_P(Norms, CheapestBitsAtP, testing::ValuesIn(test_norms));

/// The least cost of clearing the top bits of `flips` pixels, over all subsets of pixels.
Quad cheapest_subset(const std::vector<Pixel>& pixels, std::uint32_t levels, unsigned flips,
                     double p) {
  Quad least = std::numeric_limits<double>::infinity();
  for (std::uint32_t chosen = 0; chosen < 1u << pixels.size(); ++chosen) {
    if (static_cast<unsigned>(std::popcount(chosen)) != flips) continue;
    Quad cost = 0;
    bool able = true;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      if (((chosen >> i) & 1) == 0) continue;
      if (pixels[i].cap < levels / 2) {
        able = false;
        break;
      }
      const Quad move = pixel_cost(p, pixels[i].cap - levels / 2 + 1);
      cost = std::isinf(p) ? std::max(cost, move) : Quad(cost + move);
    }
    if (able) least = std::min(least, cost);
  }
  return least;
}

TEST_P(CheapestBitsAtP, NoSubsetIsCheaper) {
  const double p = GetParam();
  std::mt19937 random(31);
  for (int trial = 0; trial < 60; ++trial) {
    const std::uint32_t levels = 2u << random() % 8;
    const auto pixels = random_pixels(random, 1 + random() % 8, levels, 1);
    const TestRule rule(p, levels);
    CountedLevels every(levels, pixels, Visit::every_level);
    const CountedLevels present(levels, pixels, Visit::present_levels);
    const CountedLevels listed(levels, pixels, Visit::listed_pixels);
    const LevelCounts upper = every.without_gaps({0, levels / 2, levels, levels});
    for (unsigned flips = 1; flips <= every.get().upper_half; ++flips) {
      const std::uint64_t key = rule.key(cheapest_subset(pixels, levels, flips, p));
      for (const LevelCounts& counts : {every.get(), present.get(), listed.get(), upper}) {
        const Solved solved = solve_cheapest_bits(counts, flips, rule.get());
        ASSERT_TRUE(solved.known);
        ASSERT_EQ(solved.cost.lower, key);
        ASSERT_EQ(solved.cost.upper, key);
      }
    }
  }
}

TEST_P(CheapestBitsAtP, MiddleWindowMustHoldTheLevelsFlipped) {
  const double p = GetParam();
  const std::uint32_t levels = 64;
  std::mt19937 random(32);
  const TestRule rule(p, levels);
  for (int trial = 0; trial < 50; ++trial) {
    const auto pixels = random_pixels(random, 40, levels, 1);
    CountedLevels counted(levels, pixels, Visit::every_level);
    std::vector<std::uint32_t> upper;
    for (const Pixel& pixel : pixels) {
      if (pixel.cap >= levels / 2) upper.push_back(pixel.cap);
    }
    std::sort(upper.begin(), upper.end());
    const std::size_t flips = 1 + random() % upper.size();
    const std::uint32_t highest = upper[flips - 1];
    const Solved full = solve_cheapest_bits(counted.get(), flips, rule.get());
    for (std::uint32_t end = levels / 2; end <= levels; ++end) {
      const Solved solved =
          solve_cheapest_bits(counted.within({0, levels / 2, end, levels}), flips, rule.get());
      EXPECT_EQ(solved.known, p == 0 || end > highest);
      if (solved.known) {
        EXPECT_EQ(solved.cost.upper, full.cost.upper);
      }
    }
  }
}

/// Counts of a part of the image suffice as long as one level alone has enough pixels.
TEST_P(CheapestBitsAtP, PartialCountsEitherSufficeOrAreSaidNotTo) {
  const double p = GetParam();
  const std::uint32_t levels = 4;
  std::mt19937 random(33);
  const TestRule rule(p, levels);
  for (int trial = 0; trial < 100; ++trial) {
    const auto pixels = random_pixels(random, 40, levels, 1);
    const CountedLevels counted(levels, pixels, Visit::every_level);
    const std::vector<Pixel> some(pixels.begin(), pixels.begin() + 20);
    const CountedLevels part(levels, some, Visit::every_level);
    LevelCounts partial = counted.get();
    partial.count = part.get().count;
    partial.windows = {0, levels / 2, levels / 2 + 1, levels};
    partial.partial = true;
    for (std::uint64_t flips = 1; flips <= counted.get().upper_half; ++flips) {
      const Solved solved = solve_cheapest_bits(partial, flips, rule.get());
      EXPECT_EQ(solved.known, p == 0 || flips <= partial.count[levels / 2]);
      if (solved.known) {
        EXPECT_EQ(solved.cost.upper,
                  solve_cheapest_bits(counted.get(), flips, rule.get()).cost.upper);
      }
    }
  }
}

}  // namespace
}  // namespace brink
