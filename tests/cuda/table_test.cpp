// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/table/table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "host/cpu/draw/table_tables.hpp"
#include "tests/cuda/whole_image.hpp"

namespace brink {
namespace {

ClassifierConfig with_scores(std::vector<std::int64_t> scores) {
  ClassifierConfig config;
  config.name = config.type = "table";
  config.scores = std::move(scores);
  return config;
}

/// A table with a threshold that some image does not exceed.
class TestTable {
 public:
  TestTable(const Shape& shape, std::vector<std::int64_t> scores, double place)
      : least_(*std::min_element(scores.begin(), scores.end())),
        most_(*std::max_element(scores.begin(), scores.end())) {
    const auto pixels = static_cast<std::int64_t>(shape.pixels());
    plan_.shape = shape;
    plan_.threshold = pixels * least_ + static_cast<std::int64_t>(
                                            place * static_cast<double>(pixels * (most_ - least_)));
    tables_ = std::make_unique<TableTables>(with_scores(std::move(scores)), shape, plan_.threshold);
    plan_.table = tables_->view();
  }

  const CellPlan& plan() const { return plan_; }

 private:
  std::int64_t least_, most_;
  std::unique_ptr<TableTables> tables_;
  CellPlan plan_;
};

std::vector<std::int64_t> random_scores(std::uint32_t levels, std::int64_t most,
                                        std::mt19937& random) {
  std::uniform_int_distribution<std::int64_t> any(-most, most);
  std::vector<std::int64_t> scores(levels);
  for (std::int64_t& score : scores) score = any(random);
  return scores;
}
/// Falling and rising, and steeper at the ends.
std::vector<std::int64_t> squares(std::uint32_t levels) {
  std::vector<std::int64_t> scores(levels);
  for (std::uint32_t v = 0; v < levels; ++v) {
    const auto from = std::int64_t{v} - levels / 2;
    scores[v] = from * from;
  }
  return scores;
}

class TableSpace : public testing::TestWithParam<Shape> {};
INSTANTIATE_TEST_SUITE_P(Spaces, TableSpace,
                         testing::Values(Shape{1, 1, 1}, Shape{1, 1, 7}, Shape{1, 2, 5},
                                         Shape{1, 3, 4}, Shape{2, 1, 1}, Shape{2, 1, 3},
                                         Shape{1, 5, 2}, Shape{3, 1, 1}));

TEST_P(TableSpace, HasTheTrueDistances) {
  std::mt19937 random(73);
  const Shape shape = GetParam();
  for (const double p : test_norms) {
    std::uint64_t images = 0;
    for (const double place : {0.1, 0.4}) {
      std::vector<std::vector<std::int64_t>> tables = {squares(shape.levels())};
      for (const std::int64_t most : {std::int64_t{1}, std::int64_t{9}, max_table_score}) {
        tables.push_back(random_scores(shape.levels(), most, random));
      }
      for (auto& scores : tables) {
        const TestTable made(shape, std::move(scores), place);
        const HeldDistances held = hold_to_the_truth<Table>(made.plan(), p);
        EXPECT_EQ(held.open, 0u) << "p=" << p;
        images += held.images;
      }
    }
    EXPECT_GT(images, 0u);
  }
}

/// The least cost of taking a gain off the score, by dynamic programming over gains.
double least_cost(const std::vector<std::uint16_t>& image, const std::vector<std::int64_t>& scores,
                  std::int64_t goal, double p) {
  std::vector<double> cost_of(scores.size());
  for (std::uint32_t steps = 0; steps < scores.size(); ++steps) {
    cost_of[steps] = static_cast<double>(pixel_cost(p, steps));
  }
  std::vector<double> least(static_cast<std::size_t>(goal) + 1, 1e300);
  least[0] = 0;
  for (const std::uint16_t level : image) {
    for (std::int64_t gain = goal; gain > 0; --gain) {
      double& best = least[static_cast<std::size_t>(gain)];
      for (std::size_t to = 0; to < scores.size(); ++to) {
        const std::int64_t more = scores[level] - scores[to];
        if (more <= 0) continue;
        const auto before = static_cast<std::size_t>(std::max<std::int64_t>(0, gain - more));
        best = std::min(best, least[before] + cost_of[to > level ? to - level : level - to]);
      }
    }
  }
  return least.back();
}

/// Images too large for exhaustive search, where levels occur many times.
TEST(Table, HasTheLeastCostsOfLargerImages) {
  std::mt19937 random(74);
  std::uint64_t exact = 0, images = 0;
  for (const Shape& shape : {Shape{6, 1, 4}, Shape{9, 1, 3}, Shape{12, 1, 2}, Shape{4, 1, 6}}) {
    for (const std::int64_t most : {3, 40}) {
      const std::vector<std::int64_t> scores = random_scores(shape.levels(), most, random);
      const TestTable made(shape, scores, 0.35);
      WholeImageClass<Table> judged(made.plan());
      for (int trial = 0; trial < 4; ++trial) {
        std::vector<std::uint16_t> image(shape.pixels());
        for (std::uint16_t& level : image) {
          level = static_cast<std::uint16_t>(random() & shape.top_level());
        }
        if (!judged.inside(image)) continue;
        const std::int64_t goal = judged.score() - made.plan().threshold;
        for (const double p : {0.5, 1.0, 1.5, 2.0, 3.0}) {
          const TestRule rule(p, shape.levels());
          const CostBracket cost = judged.cost(image, rule);
          const auto truth = least_cost(image, scores, goal, p);
          EXPECT_LE(cost_value(rule.get(), cost.lower), truth * (1 + 1e-12));
          EXPECT_GE(cost_value(rule.get(), cost.upper), truth * (1 - 1e-12));
          exact += cost.lower == cost.upper ? 1 : 0;
          ++images;
        }
      }
    }
  }
  EXPECT_GT(images, 60u);
  EXPECT_EQ(exact, images);
}

/// Every level of 16 bits, of many pixels: the solver looks at few of all moves.
TEST(Table, BracketsImagesOfManyLevels) {
  const Shape shape{30, 1, 16};
  const TestTable made(shape, squares(shape.levels()), 0.31);
  std::mt19937 random(75);
  std::vector<std::uint16_t> image(shape.pixels());
  for (std::uint16_t& level : image) level = static_cast<std::uint16_t>(random());
  WholeImageClass<Table> judged(made.plan());
  ASSERT_TRUE(judged.inside(image));
  for (const double p : {0.0, 0.5, 1.0, 2.0, std::numeric_limits<double>::infinity()}) {
    const TestRule rule(p, shape.levels());
    const CostBracket cost = judged.cost(image, rule);
    EXPECT_GE(cost_value(rule.get(), cost.lower), 0.99 * cost_value(rule.get(), cost.upper));
  }
}

}  // namespace
}  // namespace brink
