// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// `top_bit_parity` against its definition: membership, distances, witnesses and the exact law.
#include "cuda/classifier/top_bit_parity/top_bit_parity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <map>

#include "host/cpu/draw/draw_levels.hpp"
#include "host/cpu/group/group.hpp"
#include "host/theory/move_law.hpp"
#include "tests/cpu/exact_costs.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/theory/tiny_space.hpp"

namespace brink {
namespace {

const std::string type = TopBitParity::type;

class EveryImage : public testing::TestWithParam<Shape> {};
INSTANTIATE_TEST_SUITE_P(Spaces, EveryImage,
                         testing::Values(Shape{1, 1, 1}, Shape{3, 1, 1}, Shape{2, 1, 2},
                                         Shape{2, 1, 3}, Shape{1, 3, 4}, Shape{1, 2, 6},
                                         Shape{1, 1, 9}));

TEST_P(EveryImage, HalfOfThemAndTheLeastCosts) {
  const Shape shape = GetParam();
  const TinySpace space(shape);
  TestGroup group(shape, 1, true);
  group.add(type, 0);
  const auto tallies = run_group(group.job(), 0, space.images(), {});
  std::vector<bool> inside(space.images());
  for (std::size_t x = 0; x < inside.size(); ++x) {
    for (std::uint64_t i = 0; i < shape.pixels(); ++i) {
      if (space.level(x, i) >= shape.levels() / 2) inside[x] = !inside[x];
    }
  }
  const auto in_class = std::count(inside.begin(), inside.end(), true);
  EXPECT_EQ(2 * static_cast<std::size_t>(in_class), space.images());
  EXPECT_EQ(tallies[0].in_class, static_cast<std::uint64_t>(in_class));
  const NearestPixelMoves law(shape.pixels(), shape.levels());
  for (std::size_t p = 0; p < group.job().rules.size(); ++p) {
    const double norm = group.job().rules[p].norm.p;
    SCOPED_TRACE(testing::Message() << "p=" << norm);
    const std::vector<double> exact = least_costs(space, inside, norm);
    ASSERT_NO_FATAL_FAILURE(assert_costs(costs_of(tallies[0].upper[p]), exact));
    if (norm != 1) continue;
    for (std::uint32_t moves = 0; moves <= shape.levels() / 2; ++moves) {
      const auto within = std::upper_bound(exact.begin(), exact.end(), moves) - exact.begin();
      EXPECT_NEAR(law.within(moves), static_cast<double>(within) / static_cast<double>(in_class),
                  1e-14);
    }
  }
}

struct Sample {
  Shape shape;
  std::uint64_t images;
};

/// Where windows leave pixels uncounted, and where there are many levels to each pixel.
class RandomImages : public testing::TestWithParam<Sample> {};
INSTANTIATE_TEST_SUITE_P(Shapes, RandomImages,
                         testing::Values(Sample{{64, 1, 8}, 300}, Sample{{40, 1, 8}, 2000},
                                         Sample{{64, 1, 12}, 200}, Sample{{130, 2, 16}, 20},
                                         Sample{{5, 1, 16}, 300}, Sample{{30, 3, 2}, 200},
                                         Sample{{30, 3, 1}, 200}, Sample{{20, 1, 5}, 300}));

TEST_P(RandomImages, TheNearestPixelCrossesTheMiddle) {
  const auto& [shape, images] = GetParam();
  const std::uint32_t middle = shape.levels() / 2;
  TestGroup group(shape, 3);
  group.add(type, 0);
  group.add("majority_bit", 0);  // counted together, in windows that suit both
  group.add("brightness", 0);
  const GroupJob& job = group.job();
  const auto classifier = host_class(type).image_class(job.cells[0]);
  std::vector<std::uint16_t> image(shape.pixels()), witness(shape.pixels());
  std::map<std::uint32_t, std::uint64_t> expected;  // steps -> images
  for (std::uint64_t number = 0; number < images; ++number) {
    draw_levels(job.source, number, image);
    std::uint32_t least = shape.levels();
    bool inside = false;
    for (const std::uint16_t level : image) {
      if (level >= middle) inside = !inside;
      least = std::min(least, level >= middle ? level - middle + 1 : middle - level);
    }
    const std::int64_t score = classifier->score(image);
    ASSERT_EQ(classifier->inside(score), inside);
    if (!inside) continue;
    ++expected[least];
    for (const CostRule& rule : job.rules) {
      const CostBracket cost = classifier->leave(image, score, rule, witness);
      ASSERT_FALSE(classifier->inside(classifier->score(witness)));
      std::uint32_t steps = 0;
      for (std::size_t i = 0; i < image.size(); ++i) {
        if (witness[i] != image[i]) {
          steps += image[i] > witness[i] ? image[i] - witness[i] : witness[i] - image[i];
        }
      }
      ASSERT_EQ(steps, least);
      ASSERT_EQ(cost.upper, solve_uniform_move(1, least, rule).cost.upper);
      ASSERT_EQ(cost.lower, cost.upper);
    }
  }
  auto tallies = run_group(job, 0, images, {});
  for (std::size_t p = 0; p < job.rules.size(); ++p) {
    std::vector<double> costs;
    for (const auto& [steps, count] : expected) {
      const CostBracket cost = solve_uniform_move(1, steps, job.rules[p]).cost;
      costs.insert(costs.end(), count, cost_value(cost.upper, job.rules[p].real));
    }
    std::sort(costs.begin(), costs.end());
    EXPECT_EQ(costs_of(tallies[0].upper[p]), costs) << "p=" << job.rules[p].norm.p;
  }
}

}  // namespace
}  // namespace brink
