// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// `corner` against its definition: threshold, membership, distances, witnesses and the exact law.
#include "cuda/classifier/corner/corner.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/cpu/draw/draw_levels.hpp"
#include "host/cpu/group/group.hpp"
#include "host/theory/corner_moves.hpp"
#include "tests/cpu/exact_costs.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/theory/tiny_space.hpp"

namespace brink {
namespace {

const std::string type = Corner::type;

void add_corner(TestGroup& group, std::uint64_t pixel) {
  ClassifierConfig config;
  config.name = config.type = type;
  config.pixel = pixel;
  group.add_as_it_is(config, host_class(type).build(config, group.job().source.shape).threshold);
}

/// The largest rho that lets in at most half of the pairs, by counting those of every sum.
std::int64_t plain_rho(std::uint32_t levels, std::uint32_t second_levels) {
  std::vector<std::uint64_t> pairs(2 * levels * levels);
  for (std::uint32_t x = 0; x < levels; ++x) {
    for (std::uint32_t y = 0; y < second_levels; ++y) ++pairs[x * x + y * y];
  }
  std::partial_sum(pairs.begin(), pairs.end(), pairs.begin());
  const std::uint64_t half = std::uint64_t{levels} * second_levels / 2;
  return std::upper_bound(pairs.begin(), pairs.end(), half) - pairs.begin() - 1;
}

TEST(Corner, CoversAsMuchOfHalfAsItCan) {
  for (std::uint32_t b = 1; b <= 10; ++b) {
    const std::uint32_t levels = 1u << b;
    const BuiltClass two = host_class(type).build({}, {3, 1, b});
    EXPECT_EQ(two.threshold, plain_rho(levels, levels)) << b;
    const BuiltClass one = host_class(type).build({}, {1, 1, b});
    EXPECT_EQ(one.threshold, plain_rho(levels, 1)) << b;
    EXPECT_EQ(one.coverage, 0.5);
  }
  EXPECT_NEAR(*host_class(type).build({}, {3, 1, 16}).coverage, 0.5, 1e-6);
}

struct Place {
  Shape shape;
  std::uint64_t pixel;
};

class CornerOfEveryImage : public testing::TestWithParam<Place> {};
INSTANTIATE_TEST_SUITE_P(Spaces, CornerOfEveryImage,
                         testing::Values(Place{{1, 1, 1}, 0}, Place{{3, 1, 1}, 8},
                                         Place{{2, 1, 2}, 1}, Place{{2, 1, 3}, 3},
                                         Place{{1, 3, 4}, 1}, Place{{1, 2, 6}, 1},
                                         Place{{1, 1, 9}, 0}));

/// The program draws the pixels, the test looks at all images: at most half are inside, the costs
/// are the least, and the law is theirs.
TEST_P(CornerOfEveryImage, HasTheLeastCosts) {
  const auto& [shape, pixel] = GetParam();
  const TinySpace space(shape);
  TestGroup group(shape, 1, true);
  add_corner(group, pixel);
  const CellJob& job = group.job().cells[0];
  const auto tallies = run_group(group.job(), 0, space.images(), {});
  std::vector<bool> inside(space.images());
  for (std::size_t x = 0; x < inside.size(); ++x) {
    const std::int64_t first = space.level(x, pixel);
    const std::int64_t second =
        shape.pixels() > 1 ? space.level(x, (pixel + 1) % shape.pixels()) : 0;
    inside[x] = first * first + second * second <= job.plan.threshold;
  }
  const auto in_class = std::count(inside.begin(), inside.end(), true);
  EXPECT_LE(2 * static_cast<std::size_t>(in_class), space.images());
  EXPECT_EQ(tallies[0].in_class, static_cast<std::uint64_t>(in_class));
  LevelSums sums;
  const ExactMoves law = host_class(type).exact_moves(job.built, shape, sums);
  for (std::size_t p = 0; p < group.job().rules.size(); ++p) {
    const double norm = group.job().rules[p].norm.p;
    SCOPED_TRACE(testing::Message() << "p=" << norm);
    const std::vector<double> exact = least_costs(space, inside, norm);
    ASSERT_NO_FATAL_FAILURE(assert_costs(costs_of(tallies[0].upper[p]), exact));
    if (shape.pixels() == 1) continue;
    for (const double cost : exact) {
      for (const double limit : {cost * (1 + 1e-9), cost * (1 - 1e-9)}) {
        const auto within = std::upper_bound(exact.begin(), exact.end(), limit) - exact.begin();
        ASSERT_NEAR(law.share_within(norm, limit),
                    static_cast<double>(within) / static_cast<double>(in_class), 1e-14)
            << limit;
      }
    }
  }
}

/// The cheapest way out among all numbers of steps of the first pixel.
double plain_cost(std::int64_t first, std::int64_t second, std::int64_t top, std::int64_t rho,
                  double p) {
  double least = HUGE_VAL;
  std::int64_t b = top - second;
  for (std::int64_t a = 0; first + a <= top; ++a) {
    const auto leaves = [&](std::int64_t steps) {
      return (first + a) * (first + a) + (second + steps) * (second + steps) > rho;
    };
    while (b > 0 && leaves(b - 1)) --b;
    if (!leaves(b)) continue;
    const double one = TinySpace::pixel_cost(p, static_cast<std::uint32_t>(a));
    const double other = TinySpace::pixel_cost(p, static_cast<std::uint32_t>(b));
    least = std::min(least, std::isinf(p) ? std::max(one, other) : one + other);
  }
  return least;
}

class CornerOfRandomImages : public testing::TestWithParam<Place> {};
INSTANTIATE_TEST_SUITE_P(Shapes, CornerOfRandomImages,
                         testing::Values(Place{{2, 1, 16}, 3}, Place{{5, 1, 12}, 4},
                                         Place{{40, 1, 8}, 39}, Place{{7, 2, 5}, 97},
                                         Place{{30, 3, 1}, 8}));

TEST_P(CornerOfRandomImages, LeaveByTheirTwoPixels) {
  const auto& [shape, pixel] = GetParam();
  constexpr std::uint64_t images = 60;
  TestGroup group(shape, 3);
  add_corner(group, pixel);
  const GroupJob& job = group.job();
  const std::int64_t rho = job.cells[0].plan.threshold;
  const std::uint64_t other = (pixel + 1) % shape.pixels();
  const auto classifier = host_class(type).image_class(job.cells[0]);
  std::vector<std::uint16_t> image(shape.pixels()), witness(shape.pixels());
  std::vector<std::vector<double>> expected(job.rules.size());
  for (std::uint64_t number = 0; number < images; ++number) {
    draw_levels(job.source, number, image);
    const std::int64_t first = image[pixel], second = image[other];
    const std::int64_t score = classifier->score(image);
    ASSERT_EQ(score, first * first + second * second);
    ASSERT_EQ(classifier->inside(score), score <= rho);
    if (score > rho) continue;
    for (std::size_t p = 0; p < job.rules.size(); ++p) {
      const CostRule& rule = job.rules[p];
      const double norm = rule.norm.p;
      const CostBracket cost = classifier->leave(image, score, rule, witness);
      const double value = cost_value(cost.upper, rule.real);
      const double least = plain_cost(first, second, shape.top_level(), rho, norm);
      ASSERT_NEAR(value, least, 1e-12 * least) << "p=" << norm;
      ASSERT_EQ(cost.lower, cost.upper);
      ASSERT_FALSE(classifier->inside(classifier->score(witness)));
      double moved = 0;
      for (std::size_t i = 0; i < image.size(); ++i) {
        ASSERT_GE(witness[i], image[i]);
        ASSERT_LE(witness[i], shape.top_level());
        ASSERT_TRUE(witness[i] == image[i] || i == pixel || i == other);
        const double one = TinySpace::pixel_cost(norm, witness[i] - image[i]);
        moved = std::isinf(norm) ? std::max(moved, one) : moved + one;
      }
      ASSERT_NEAR(moved, value, 1e-12 * value) << "p=" << norm;
      expected[p].push_back(value);
    }
  }
  auto tallies = run_group(job, 0, images, {});
  for (std::size_t p = 0; p < job.rules.size(); ++p) {
    std::sort(expected[p].begin(), expected[p].end());
    EXPECT_EQ(costs_of(tallies[0].upper[p]), expected[p]) << "p=" << job.rules[p].norm.p;
  }
}

/// At 8 bits, every pair of levels.
TEST(CornerMoves, IsTheLawOfTheCosts) {
  constexpr std::int64_t top = 255;
  const std::int64_t rho = CornerMoves::largest_half(top + 1);
  const CornerMoves law(rho);
  for (const double p : {0.5, 1.0, 1.3, 2.0, 3.0, static_cast<double>(INFINITY)}) {
    std::vector<double> costs;
    for (std::int64_t x = 0; x <= top; ++x) {
      for (std::int64_t y = 0; y <= x && x * x + y * y <= rho; ++y) {
        costs.insert(costs.end(), x == y ? 1 : 2, plain_cost(x, y, top, rho, p));
      }
    }
    ASSERT_EQ(costs.size(), law.size());
    std::sort(costs.begin(), costs.end());
    for (std::size_t i = 0; i < costs.size(); i += 997) {
      const double limit = costs[i] * (1 + 1e-9);
      const auto within = std::upper_bound(costs.begin(), costs.end(), limit) - costs.begin();
      EXPECT_NEAR(law.within(p, limit),
                  static_cast<double>(within) / static_cast<double>(costs.size()), 1e-14)
          << "p=" << p << " cost=" << limit;
    }
  }
}

}  // namespace
}  // namespace brink
