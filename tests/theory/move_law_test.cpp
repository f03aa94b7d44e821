// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/move_law.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <memory>

#include "host/theory/bounds.hpp"
#include "tests/theory/tiny_space.hpp"

namespace brink {
namespace {

/// The share of `inside` with cost <= each of `limits`, by looking at all images.
void expect_law(const TinySpace& space, const std::vector<bool>& inside, double p,
                const MoveLaw& law, const std::function<double(double)>& cost_of_moves) {
  std::vector<double> costs = space.costs(inside, p);
  std::erase(costs, 0.0);
  if (costs.empty()) {
    EXPECT_TRUE(std::isnan(law.within(1)));
    return;
  }
  for (double moves = 0; moves < 12; ++moves) {
    const double limit = cost_of_moves(moves) + 1e-9;
    const auto moved = static_cast<double>(
        std::count_if(costs.begin(), costs.end(), [&](double c) { return c <= limit; }));
    EXPECT_NEAR(law.within(moves), moved / static_cast<double>(costs.size()), 1e-12)
        << p << ' ' << moves;
  }
}

std::vector<bool> where(const TinySpace& space, const std::function<bool(std::size_t)>& in_class) {
  std::vector<bool> inside(space.images());
  for (std::size_t x = 0; x < inside.size(); ++x) inside[x] = in_class(x);
  return inside;
}

double same(double moves) { return moves; }

TEST(HalfSpaceMoves, AreTheStepsOfEveryImageInTheFirstNorm) {
  for (const Shape& shape :
       {Shape{1, 1, 3}, {1, 3, 2}, {2, 1, 2}, {3, 1, 1}, {2, 2, 1}, {1, 2, 4}}) {
    const TinySpace space(shape);
    const auto sum = std::make_shared<const LevelSum>(shape.pixels(), shape.levels());
    for (const std::uint32_t weight : {1u, 2u, 3u}) {
      for (std::int64_t threshold = 0; threshold <= weight * sum->largest(); threshold += 2) {
        const auto inside = where(space, [&](std::size_t x) {
          std::int64_t score = -sum->largest();
          for (std::uint64_t i = 0; i < shape.pixels(); ++i) score += 2 * space.level(x, i);
          return weight * score > threshold;
        });
        expect_law(space, inside, 1, HalfSpaceMoves(sum, threshold, weight), same);
      }
    }
  }
}

TEST(HalfSpaceMoves, AreThePixelsOfAMajority) {
  for (const Shape& shape : {Shape{1, 3, 2}, {2, 1, 2}, {2, 1, 3}, {1, 5, 2}}) {
    const TinySpace space(shape);
    const auto bits = std::make_shared<const LevelSum>(shape.pixels(), 2);
    for (std::int64_t threshold : {0, 1, 2, 3}) {
      const auto inside = where(space, [&](std::size_t x) {
        std::int64_t score = -static_cast<std::int64_t>(shape.pixels());
        for (std::uint64_t i = 0; i < shape.pixels(); ++i) {
          score += space.level(x, i) >= shape.levels() / 2 ? 2 : 0;
        }
        return score > threshold;
      });
      expect_law(space, inside, 0, HalfSpaceMoves(bits, threshold, 1), same);
    }
  }
}

TEST(HammingBallMoves, AreThePixelsToTheEdgeAtEveryP) {
  for (const Shape& shape : {Shape{1, 3, 2}, {2, 1, 2}, {2, 1, 3}, {3, 1, 1}}) {
    const TinySpace space(shape);
    const std::size_t centre = space.images() / 3;
    for (std::int64_t rho = -1; rho < static_cast<std::int64_t>(shape.pixels()); ++rho) {
      const auto inside = where(space, [&](std::size_t x) {
        std::int64_t differing = 0;
        for (std::uint64_t i = 0; i < shape.pixels(); ++i) {
          differing += space.level(x, i) != space.level(centre, i);
        }
        return differing <= rho;
      });
      const HammingBallMoves law(shape.pixels(), shape.levels(), rho);
      for (const double p : {0.0, 0.5, 1.0, 2.0}) expect_law(space, inside, p, law, same);
    }
  }
}

TEST(DictatorMoves, AreTheStepsOfOnePixel) {
  for (const std::uint32_t b : {1u, 2u, 4u}) {
    const TinySpace space({1, 2, b});
    const auto inside =
        where(space, [&](std::size_t x) { return space.level(x, 1) >= (1u << b) / 2; });
    for (const double p : {0.5, 1.0, 2.0}) {
      expect_law(space, inside, p, DictatorMoves(1u << b),
                 [p](double moves) { return std::pow(moves, p); });
    }
  }
}

TEST(ParityMoves, AreOne) {
  const TinySpace space({2, 1, 2});
  const auto inside = where(space, [&](std::size_t x) {
    std::uint32_t sum = 0;
    for (std::uint64_t i = 0; i < 4; ++i) sum += space.level(x, i);
    return sum % 2 == 1;
  });
  for (const double p : {0.0, 0.5, 1.0, 2.0}) expect_law(space, inside, p, ParityMoves(), same);
}

/// Brightness attains the bound in the first norm, at every size and bit depth.
TEST(HalfSpaceMoves, OfBrightnessEqualTheBound) {
  int informative = 0;
  for (const Shape& shape : {Shape{3, 1, 1},
                             {16, 1, 1},
                             {33, 1, 1},
                             {16, 3, 2},
                             {64, 1, 8},
                             {5, 1, 16},
                             {1024, 1, 8},
                             {4096, 1, 1},
                             {4096, 3, 16}}) {
    const auto sum = std::make_shared<const LevelSum>(shape.pixels(), shape.levels());
    for (const double share : {0.0, 0.3, 1.0}) {
      const double deviation =
          2 * std::sqrt(static_cast<double>(shape.pixels()) / 12) * shape.levels();
      const auto threshold = static_cast<std::int64_t>(share * deviation);
      const double v = std::exp(sum->log_at_most((sum->largest() - threshold - 1) / 2));
      const MovedFractionBound bound(shape, {v, v},
                                     std::make_shared<const ShapeBounds>(shape, sum));
      const HalfSpaceMoves law(sum, threshold, 1);
      for (double c = 0; c < 1.5; c += 0.05) {
        const double radius = c * shape.n;
        const double exact = law.within(radius * shape.top_level() * (1 + 1e-9));
        EXPECT_NEAR(bound(1, radius).moved, exact, 2e-12) << shape.n << ' ' << shape.b << ' ' << c;
        informative += exact > 0 && exact < 1;
      }
    }
  }
  EXPECT_GT(informative, 400);
}

}  // namespace
}  // namespace brink
