// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// Witnesses of every classifier must be outside by the definition of the class, at exactly the
// cost that a run tallies for the image.
#include "host/classes/host_class.hpp"

#include <gtest/gtest.h>

#include <bit>

#include "host/cpu/draw/draw_levels.hpp"
#include "host/cpu/group/group.hpp"
#include "tests/classes/plain_class.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/cuda/cost_rules.hpp"

namespace brink {
namespace {

/// The cost from one image to another by its definition, in 113 bits.
std::uint64_t plain_cost(Levels from, Levels to, const CostRule& rule) {
  Quad sum = 0;
  std::uint32_t largest = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const auto steps = static_cast<std::uint32_t>(std::abs(int{from[i]} - int{to[i]}));
    largest = std::max(largest, steps);
    if (steps > 0) sum += pixel_cost(rule.norm.p, steps);
  }
  if (std::isinf(rule.norm.p)) return largest;
  return rule.real ? std::bit_cast<std::uint64_t>(static_cast<double>(sum))
                   : static_cast<std::uint64_t>(sum);
}

std::uint64_t only_cost(CostAccumulator accumulator) {
  const Tally tally = accumulator.tally();
  EXPECT_EQ(tally.cost.size(), 1u);
  return tally.cost.empty() ? 0 : tally.cost[0];
}

struct Case {
  Shape shape;
  double depth;  ///< of TestGroup::add_every_classifier
  std::uint64_t images;
};

class EveryWitness : public testing::TestWithParam<Case> {};
INSTANTIATE_TEST_SUITE_P(Shapes, EveryWitness,
                         testing::Values(Case{{1, 1, 1}, 0, 4}, Case{{3, 1, 1}, 0, 40},
                                         Case{{3, 1, 2}, 0.4, 40}, Case{{4, 3, 3}, 0, 40},
                                         Case{{4, 3, 3}, 0.5, 40}, Case{{2, 1, 16}, 0, 20},
                                         Case{{3, 2, 16}, 0.6, 12}, Case{{16, 1, 8}, 0, 12},
                                         Case{{16, 1, 8}, 0.5, 12}, Case{{7, 15, 5}, 0.3, 8},
                                         Case{{64, 1, 1}, 0, 6}, Case{{40, 1, 16}, 0, 3}));

TEST_P(EveryWitness, IsOutsideAtExactlyTheTalliedCost) {
  const auto& [shape, depth, images] = GetParam();
  TestGroup group(shape, 5);
  group.add_every_classifier(depth);
  const GroupJob& job = group.job();
  std::vector<std::uint16_t> image(shape.pixels()), witness(shape.pixels());
  std::size_t checked = 0;
  for (std::uint64_t number = 0; number < images; ++number) {
    draw_levels(job.source, number, image);
    const std::vector<CellTally> tallies = run_group(job, number, 1, {});
    for (std::size_t c = 0; c < job.cells.size(); ++c) {
      SCOPED_TRACE(job.cells[c].config->type + " " + job.cells[c].config->weights);
      const PlainClass plain(job.cells[c]);
      const auto made = host_class(job.cells[c].config->type).image_class(job.cells[c]);
      const std::int64_t score = made->score(image);
      ASSERT_EQ(score, plain.score(image));
      ASSERT_EQ(made->inside(score), plain.inside(image));
      ASSERT_EQ(tallies[c].in_class, plain.inside(image) ? 1u : 0u);
      if (!plain.inside(image) || plain.everything()) continue;
      for (std::size_t p = 0; p < job.rules.size(); ++p) {
        SCOPED_TRACE(job.rules[p].norm.p);
        const CostBracket cost = made->leave(image, score, job.rules[p], witness);
        ASSERT_FALSE(plain.inside(witness));
        for (const std::uint16_t level : witness) ASSERT_LE(level, shape.top_level());
        ASSERT_EQ(plain_cost(image, witness, job.rules[p]), cost.upper);
        ASSERT_EQ(only_cost(tallies[c].upper[p]), cost.upper);
        const bool bracket = job.cells[c].bracket[p];
        ASSERT_EQ(bracket ? only_cost(tallies[c].lower[p]) : cost.upper, cost.lower);
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 3 * job.rules.size());
}

TEST(ImageClass, MovesPixelsColumnByColumn) {
  // At b = 1, p = 1 the first bright pixels in column order become dark, and no others.
  TestGroup group({8, 2, 1}, 3);
  group.add("brightness", -30);
  const Shape& shape = group.job().source.shape;
  std::vector<std::uint16_t> image(shape.pixels()), witness(shape.pixels());
  draw_levels(group.job().source, 0, image);
  const CellJob& job = group.job().cells[0];
  const auto made = host_class(job.config->type).image_class(job);
  const CostBracket cost = made->leave(image, made->score(image), group.job().rules[2], witness);
  std::uint64_t left = cost.upper;
  for (std::size_t column = 0; column < 8; ++column) {
    for (std::size_t row = 0; row < 8; ++row) {
      for (std::size_t i = row * 8 + column; i < image.size(); i += 64) {
        const bool moves = image[i] == 1 && left > 0;
        left -= moves ? 1 : 0;
        EXPECT_EQ(witness[i], moves ? 0 : image[i]) << i;
      }
    }
  }
  EXPECT_EQ(left, 0u);
}

TEST(HostClass, OfUnknownTypeIsRefused) { EXPECT_THROW(host_class("nonesuch"), std::logic_error); }

}  // namespace
}  // namespace brink
