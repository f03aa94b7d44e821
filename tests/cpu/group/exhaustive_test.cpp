// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// Compares every image of tiny spaces, for every class and p, with the distances by their
// definition: the least cost to any image outside the class.
#include <gtest/gtest.h>

#include <bit>

#include "cuda/classifier/hash/zobrist.hpp"
#include "host/cpu/group/group.hpp"
#include "tests/cpu/exact_costs.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/cuda/naive_network.hpp"
#include "tests/cuda/whole_image.hpp"
#include "tests/theory/tiny_space.hpp"

namespace brink {
namespace {

std::vector<bool> members(const TinySpace& space, const CellJob& cell) {
  const Shape& shape = space.shape();
  const ClassifierConfig& config = *cell.config;
  const auto weight = weights(config, shape), centre = centre_levels(config, shape);
  const Zobrist zobrist(shape, config.seed);
  const NaiveNetwork network(shape, config);
  std::vector<bool> inside(space.images());
  for (std::size_t x = 0; x < inside.size(); ++x) {
    std::int64_t bright = 0, tilted = 0, top_bits = 0, differing = 0, sum = 0;
    std::uint64_t hash = 0, negative_hash = 0;
    std::vector<std::int64_t> square(config.prototypes);
    for (std::uint64_t i = 0; i < shape.pixels(); ++i) {
      const std::int64_t level = space.level(x, i);
      bright += 2 * level - shape.top_level();
      tilted += weight[i] * (2 * level - shape.top_level());
      top_bits += level >= shape.levels() / 2 ? 1 : -1;
      differing += level != centre[i];
      sum += level;
      for (std::uint32_t c = 0; c < square.size(); ++c) {
        const std::int64_t own = cell.plan.prototypes.pairs == 0
                                     ? 0
                                     : cell.plan.prototypes.level[c / 2 * shape.pixels() + i];
        const std::int64_t gap = level - (c % 2 == 0 ? own : shape.top_level() - own);
        square[c] += gap * gap;
      }
      hash ^= zobrist.word(i, space.level(x, i));
      negative_hash ^= zobrist.word(i, shape.top_level() - space.level(x, i));
    }
    const std::int64_t threshold = cell.plan.threshold;
    if (config.type == "brightness") inside[x] = bright > threshold;
    if (config.type == "halfspace") inside[x] = tilted > threshold;
    if (config.type == "majority_bit") inside[x] = top_bits > threshold;
    if (config.type == "hamming_ball") inside[x] = differing <= threshold;
    if (config.type == "dictator") inside[x] = space.level(x, config.pixel) >= shape.levels() / 2;
    if (config.type == "parity") inside[x] = sum % 2 == 1;
    if (config.type == "voronoi") {
      inside[x] = *std::min_element(square.begin() + 1, square.end()) > square[0];
    }
    if (config.type == "hash") {
      inside[x] = zobrist.finalised(hash) > zobrist.finalised(negative_hash);
    }
    if (config.type == "network") inside[x] = network.score(tiny_image(shape, x)) > 0;
  }
  return inside;
}

class ExhaustiveGroup : public testing::TestWithParam<Shape> {};
INSTANTIATE_TEST_SUITE_P(Spaces, ExhaustiveGroup,
                         testing::Values(Shape{1, 1, 1}, Shape{3, 1, 1}, Shape{1, 13, 1},
                                         Shape{2, 1, 2}, Shape{1, 7, 2}, Shape{2, 1, 3},
                                         Shape{1, 3, 4}, Shape{1, 2, 6}, Shape{1, 1, 9}));

TEST_P(ExhaustiveGroup, CostsAreTheLeastToAnyImageOutside) {
  const Shape shape = GetParam();
  const TinySpace space(shape);
  TestGroup group(shape, 1, true);
  group.add_every_classifier();
  group.add("network", 0);
  const auto tallies = run_group(group.job(), 0, space.images(), {});
  for (std::size_t c = 0; c < tallies.size(); ++c) {
    const CellJob& cell = group.job().cells[c];
    SCOPED_TRACE(cell.config->type + " " + cell.config->weights);
    const std::vector<bool> inside = members(space, cell);
    const auto in_class = static_cast<std::size_t>(std::count(inside.begin(), inside.end(), true));
    ASSERT_EQ(tallies[c].samples, space.images());
    ASSERT_EQ(tallies[c].in_class, in_class);
    if (in_class == space.images()) continue;  // no image is outside
    for (std::size_t p = 0; p < group.job().rules.size(); ++p) {
      const CostRule& rule = group.job().rules[p];
      const std::vector<double> exact = least_costs(space, inside, rule.norm.p);
      const std::vector<double> upper = costs_of(tallies[c].upper[p]);
      const std::vector<double> lower = cell.bracket[p] ? costs_of(tallies[c].lower[p]) : upper;
      ASSERT_EQ(upper.size(), exact.size());
      ASSERT_EQ(lower.size(), exact.size());
      constexpr double rounding = 1e-12;  // of the sums of doubles in `exact`
      for (std::size_t i = 0; i < exact.size(); ++i) {
        // After sorting, each lower end is still at most, and each upper end at least, the exact
        // cost.
        ASSERT_LE(lower[i], exact[i] * (1 + rounding)) << "p=" << rule.norm.p;
        ASSERT_GE(upper[i], exact[i] * (1 - rounding)) << "p=" << rule.norm.p;
      }
    }
  }
}

}  // namespace
}  // namespace brink
