// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/voronoi/voronoi.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/cuda/whole_image.hpp"

namespace brink {
namespace {

/// A cell of prototypes made by hand, with its tables.
class TestCell {
 public:
  TestCell(const Shape& shape, std::vector<std::vector<std::uint16_t>> centres)
      : weight_count_(2 * centres.size() * shape.levels()) {
    for (const auto& centre : centres) {
      level_.insert(level_.end(), centre.begin(), centre.end());
      for (const bool negative : {false, true}) {
        std::vector<std::int64_t> prototype(centre.begin(), centre.end());
        std::uint64_t square = 0;
        for (std::size_t i = 0; i < prototype.size(); ++i) {
          if (negative) prototype[i] = shape.top_level() - prototype[i];
          square += static_cast<std::uint64_t>(prototype[i] * prototype[i]);
          const std::int64_t gap = std::abs(prototype[i] - centres[0][i]);
          ++weight_count_[prototypes_.size() * shape.levels() + static_cast<std::size_t>(gap)];
        }
        square_sum_.push_back(square);
        prototypes_.push_back(std::move(prototype));
      }
    }
    plan_.shape = shape;
    plan_.prototypes = {static_cast<std::uint32_t>(centres.size()), level_.data(),
                        square_sum_.data(), weight_count_.data()};
  }
  TestCell(const TestCell&) = delete;

  const CellPlan& plan() const { return plan_; }

  /// The minimum over the other prototypes of |x-c|^2 - |x-c0|^2, from the definition.
  std::int64_t smallest_margin(const std::vector<std::uint16_t>& image) const {
    std::vector<std::int64_t> square;
    for (const auto& prototype : prototypes_) {
      std::int64_t sum = 0;
      for (std::size_t i = 0; i < image.size(); ++i) {
        const std::int64_t gap = image[i] - prototype[i];
        sum += gap * gap;
      }
      square.push_back(sum);
    }
    return *std::min_element(square.begin() + 1, square.end()) - square[0];
  }

 private:
  std::vector<std::uint16_t> level_;
  std::vector<std::uint64_t> square_sum_;
  std::vector<std::uint32_t> weight_count_;
  std::vector<std::vector<std::int64_t>> prototypes_;
  CellPlan plan_;
};

std::vector<std::uint16_t> random_image(const Shape& shape, std::mt19937& random) {
  std::vector<std::uint16_t> image(shape.pixels());
  for (auto& level : image) level = static_cast<std::uint16_t>(random() & shape.top_level());
  return image;
}

std::vector<std::vector<std::uint16_t>> random_centres(const Shape& shape, std::size_t pairs,
                                                       std::mt19937& random) {
  std::vector<std::vector<std::uint16_t>> centres;
  for (std::size_t pair = 0; pair < pairs; ++pair) centres.push_back(random_image(shape, random));
  return centres;
}

class VoronoiSpace : public testing::TestWithParam<Shape> {};
INSTANTIATE_TEST_SUITE_P(Spaces, VoronoiSpace,
                         testing::Values(Shape{1, 1, 1}, Shape{1, 1, 7}, Shape{1, 2, 5},
                                         Shape{1, 3, 4}, Shape{2, 1, 1}, Shape{2, 1, 3},
                                         Shape{1, 5, 2}, Shape{1, 7, 2}, Shape{3, 1, 1},
                                         Shape{1, 13, 1}));

TEST_P(VoronoiSpace, HoldsTheTrueDistances) {
  std::mt19937 random(61);
  for (const double p : test_norms) {
    std::uint64_t images = 0;
    for (const std::size_t pairs : {1u, 1u, 2u, 3u, 5u}) {
      const TestCell cell(GetParam(), random_centres(GetParam(), pairs, random));
      images += hold_to_the_truth<Voronoi>(cell.plan(), p).images;
    }
    EXPECT_GT(images, 0u);
  }
}

TEST_P(VoronoiSpace, TheScoreIsTheSmallestMargin) {
  std::mt19937 random(62);
  const Shape shape = GetParam();
  for (const std::size_t pairs : {1u, 4u}) {
    const TestCell cell(shape, random_centres(shape, pairs, random));
    WholeImageClass<Voronoi> made(cell.plan());
    for (std::size_t x = 0; x < std::size_t{1} << (shape.b * shape.pixels()); ++x) {
      const auto image = tiny_image(shape, x);
      const bool inside = made.inside(image);
      ASSERT_EQ(made.score(), cell.smallest_margin(image));
      ASSERT_EQ(inside, made.score() > 0);
    }
  }
}

/// Prototypes at the corners and an image at a corner give the largest possible numbers.
TEST(Voronoi, MarginsDoNotOverflow) {
  const Shape shape{4, 1, 16};
  const std::uint16_t top = 0xffff;
  const TestCell cell(shape, {std::vector<std::uint16_t>(16, top)});
  WholeImageClass<Voronoi> made(cell.plan());
  EXPECT_TRUE(made.inside(std::vector<std::uint16_t>(16, top)));
  EXPECT_EQ(made.score(), 16 * std::int64_t{top} * top);
  // This is the largest margin, N (q-1)^2, of the largest image that the class accepts.
  static_assert(max_prototype_levels <= (~std::uint64_t{0} >> 1) / top / top);
}

/// With two equal prototypes, no image is strictly nearer to the first.
TEST(Voronoi, IsEmptyWhereItsPrototypeOccursTwice) {
  std::mt19937 random(63);
  const Shape shape{2, 1, 3};
  const auto centre = random_image(shape, random);
  const TestCell cell(shape, {centre, centre});
  WholeImageClass<Voronoi> made(cell.plan());
  for (std::size_t x = 0; x < 4096; ++x) EXPECT_FALSE(made.inside(tiny_image(shape, x)));
}

/// For larger images only some prototypes are solved; the result must be the least over all.
TEST(Voronoi, LeavesOutOnlyPrototypesThatCannotWin) {
  std::mt19937 random(64);
  for (const Shape shape : {Shape{20, 1, 1}, Shape{12, 1, 3}, Shape{9, 2, 5}, Shape{20, 1, 8}}) {
    const auto centres = random_centres(shape, 4, random);
    const TestCell cell(shape, centres);
    WholeImageClass<Voronoi> made(cell.plan());
    for (int found = 0; found < 3;) {
      const auto image = random_image(shape, random);
      if (!made.inside(image)) continue;
      ++found;
      for (const double p : test_norms) {
        const TestRule rule(p, shape.levels());
        made.inside(image);
        const CostBracket all = made.cost(image, rule);
        CostBracket least{~std::uint64_t{0}, ~std::uint64_t{0}};
        for (std::uint32_t other = 1; other < 8; ++other) {
          auto pixels = HalfSpacePixels(shape, cell.plan().prototypes, other, image.data());
          std::vector<std::uint64_t> scratch(Voronoi::scratch_words(cell.plan()));
          Voronoi::score(cell.plan(), image.data(), scratch.data());
          const std::uint64_t goal = (scratch[greedy_scratch_words + other] + 1) / 2;
          const CostBracket cost = solve_greedy_steps(pixels, goal, shape.top_level(), rule.get(),
                                                      scratch.data(), [](auto) {})
                                       .cost;
          least.lower = std::min(least.lower, cost.lower);
          least.upper = std::min(least.upper, cost.upper);
        }
        EXPECT_EQ(all.lower, least.lower) << p;
        EXPECT_EQ(all.upper, least.upper) << p;
      }
    }
  }
}

}  // namespace
}  // namespace brink
