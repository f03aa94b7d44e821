// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/hash/hash.hpp"

#include <gtest/gtest.h>

#include "tests/cuda/whole_image.hpp"

namespace brink {
namespace {

CellPlan plan_of(const Shape& shape, std::uint64_t seed) {
  CellPlan plan;
  plan.shape = shape;
  plan.seed = seed;
  return plan;
}

class HashSpace : public testing::TestWithParam<Shape> {};
INSTANTIATE_TEST_SUITE_P(Spaces, HashSpace,
                         testing::Values(Shape{1, 1, 1}, Shape{1, 1, 7}, Shape{1, 2, 1},
                                         Shape{1, 2, 5}, Shape{1, 3, 1}, Shape{1, 3, 2},
                                         Shape{1, 3, 4}, Shape{2, 1, 1}, Shape{2, 1, 3},
                                         Shape{1, 7, 2}, Shape{3, 1, 1}, Shape{1, 13, 1}));

TEST_P(HashSpace, HoldsTheTrueDistances) {
  for (const double p : test_norms) {
    std::uint64_t images = 0, open = 0;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
      const HeldDistances held = hold_to_the_truth<Hash>(plan_of(GetParam(), seed), p);
      images += held.images;
      open += held.open;
    }
    ASSERT_GT(images, 0u);
    // A distance is bracketed only after all changes of one and two pixels failed.
    if (GetParam().pixels() < 3 || std::isinf(p)) {
      EXPECT_EQ(open, 0u) << "p=" << p;
    }
    EXPECT_LT(open, images / 4 + 1) << "p=" << p;
  }
}

TEST_P(HashSpace, TheNegativeIsOnTheOtherSide) {
  const Shape shape = GetParam();
  const CellPlan plan = plan_of(shape, 3);
  WholeImageClass<Hash> made(plan);
  const std::size_t images = std::size_t{1} << (shape.b * shape.pixels());
  for (std::size_t x = 0; x < images; ++x) {
    const bool inside = made.inside(tiny_image(shape, x));
    const std::int64_t score = made.score();
    EXPECT_EQ(inside, score == 1);
    made.inside(tiny_image(shape, images - 1 - x));
    EXPECT_EQ(made.score(), -score);
  }
}

}  // namespace
}  // namespace brink
