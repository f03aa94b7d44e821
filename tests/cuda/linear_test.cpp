// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/linear/linear.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/cuda/whole_image.hpp"

namespace brink {
namespace {

/// Half-spaces made by hand, each of which some image is not in.
class TestSpaces {
 public:
  TestSpaces(const Shape& shape, std::uint32_t spaces, std::int32_t most, std::mt19937& random) {
    std::uniform_int_distribution<std::int32_t> weights(-most, most);
    for (std::uint32_t space = 0; space < spaces; ++space) {
      std::vector<std::int32_t> row(shape.pixels());
      std::int64_t low = 0, high = 0;
      for (std::int32_t& v : row) {
        v = weights(random);
        (v < 0 ? low : high) += std::int64_t{2} * v * shape.top_level();
      }
      const std::int64_t offset = -high + std::int64_t(random() % std::uint64_t(high - low + 1));
      weight_.insert(weight_.end(), row.begin(), row.end());
      offset_.push_back(offset);
    }
    plan_.shape = shape;
    plan_.half_spaces = {static_cast<std::uint32_t>(offset_.size()),
                         static_cast<std::uint32_t>(most), most == 1, weight_.data(),
                         offset_.data()};
  }
  TestSpaces(const TestSpaces&) = delete;

  const CellPlan& plan() const { return plan_; }

  std::int64_t smallest_margin(const std::vector<std::uint16_t>& image) const {
    std::vector<std::int64_t> margin = offset_;
    for (std::size_t at = 0; at < weight_.size(); ++at) {
      margin[at / image.size()] += std::int64_t{2} * weight_[at] * image[at % image.size()];
    }
    return *std::min_element(margin.begin(), margin.end());
  }

 private:
  std::vector<std::int32_t> weight_;
  std::vector<std::int64_t> offset_;
  CellPlan plan_;
};

class LinearSpace : public testing::TestWithParam<Shape> {};
INSTANTIATE_TEST_SUITE_P(Spaces, LinearSpace,
                         testing::Values(Shape{1, 1, 1}, Shape{1, 1, 7}, Shape{1, 2, 5},
                                         Shape{1, 3, 4}, Shape{2, 1, 1}, Shape{2, 1, 3},
                                         Shape{1, 5, 2}, Shape{3, 1, 1}));

/// Weights far above the number of levels, and far below.
TEST_P(LinearSpace, HoldsTheTrueDistances) {
  std::mt19937 random(71);
  for (const double p : test_norms) {
    std::uint64_t images = 0;
    for (const std::int32_t most : {1, 5, 900, 1 << 16}) {
      for (const std::uint32_t spaces : {1u, 1u, 2u, 4u}) {
        const TestSpaces made(GetParam(), spaces, most, random);
        const HeldDistances held = hold_to_the_truth<Linear>(made.plan(), p);
        EXPECT_EQ(held.open, 0u) << "p=" << p << ", weights up to " << most;
        images += held.images;
      }
    }
    EXPECT_GT(images, 0u);
  }
}

TEST_P(LinearSpace, TheScoreIsTheSmallestMargin) {
  std::mt19937 random(72);
  const Shape shape = GetParam();
  const TestSpaces spaces(shape, 6, 1 << 16, random);
  WholeImageClass<Linear> made(spaces.plan());
  for (std::size_t x = 0; x < std::size_t{1} << (shape.b * shape.pixels()); ++x) {
    const auto image = tiny_image(shape, x);
    const bool inside = made.inside(image);
    ASSERT_EQ(made.score(), spaces.smallest_margin(image));
    ASSERT_EQ(inside, made.score() > 0);
  }
}

/// The largest numbers that a config can hold stay below 2^63.
TEST(Linear, MarginsDoNotOverflow) {
  constexpr std::uint64_t top = 0xffff;
  constexpr std::uint64_t most_weight = 2 * max_file_weight;
  static_assert(2 * (max_half_space_values * most_weight * top) + 2 * 2 * max_file_offset <
                (std::uint64_t{1} << 63));
  SUCCEED();
}

}  // namespace
}  // namespace brink
