// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/rounded_moves.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <vector>

namespace brink {
namespace {

/// P(sum of a_i^p > limit), all sums enumerated by their value.
double probability_above(const std::vector<double>& delta, double p, double limit) {
  std::map<double, double> law{{0, 1}};
  for (const double d : delta) {
    const double m = std::floor(d), f = d - m;
    std::map<double, double> next;
    for (const auto& [sum, probability] : law) {
      next[sum + std::pow(m, p)] += (1 - f) * probability;
      if (f > 0) next[sum + std::pow(m + 1, p)] += f * probability;
    }
    law = std::move(next);
  }
  double above = 0;
  for (const auto& [sum, probability] : law) above += sum > limit ? probability : 0;
  return above;
}

/// Moves of all kinds, even, few or random, at every radius up to the bound's.
TEST(RoundedMoves, AreHardlyEverAboveTheBound) {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> unit(0, 1);
  double closest = 0;
  for (int trial = 0; trial < 400; ++trial) {
    const std::size_t pixels = 1 + random() % 14;
    const double p = std::vector<double>{1.2, 1.5, 2, 2.2, 3, 5}[random() % 6];
    const double radius = std::pow(10.0, -1 + 2.7 * unit(random));
    const double log_odds = 0.5 + 8 * unit(random);
    const RoundedMoves moves =
        RoundedMoves::least(static_cast<double>(pixels), 1023, p, radius, log_odds);
    for (int kind = 0; kind < 6; ++kind) {
      std::vector<double> delta(pixels);
      double square = 0;
      for (std::size_t i = 0; i < pixels; ++i) {
        delta[i] = kind == 0 ? 1 : kind == 1 ? (i == 0) : std::pow(unit(random), kind);
        square += delta[i] * delta[i];
      }
      const double rho = kind % 2 == 0 ? radius : radius * unit(random);
      for (double& d : delta) d *= rho / std::sqrt(square);
      const double odds = probability_above(delta, p, moves.at(rho * rho));
      ASSERT_LE(odds, std::exp(-log_odds)) << pixels << ' ' << p << ' ' << radius << ' ' << kind;
      closest = std::max(closest, odds * std::exp(log_odds));
    }
  }
  EXPECT_GT(closest, 0.05);
}

/// Evenly moved by d < 1 pixels are binomial: to first order r sqrt(N), and a few
/// standard deviations more.
TEST(RoundedMoves, AreNearlyAsFewAsTheyMustBe) {
  const double pixels = 65536, radius = 68.6, mean = radius * std::sqrt(pixels);
  const RoundedMoves moves = RoundedMoves::least(pixels, 255, 2, radius, 6);
  EXPECT_GT(moves.at(radius * radius), mean);
  EXPECT_LT(moves.at(radius * radius), mean + 5 * std::sqrt(mean));
  // Far beyond a step a pixel, rounding adds a quarter of a step^2 to each at most.
  const RoundedMoves far = RoundedMoves::least(100, 65535, 2, 1e4, 6);
  EXPECT_LT(std::sqrt(far.at(1e8)), 1e4 + 5);
}

}  // namespace
}  // namespace brink
