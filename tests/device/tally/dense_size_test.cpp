// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/tally/dense_size.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "tests/cpu/test_group.hpp"

namespace brink::device {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

CostRule rule_of(double p, Shape shape) {
  CostRule rule;
  rule.norm.p = p;
  rule.real = !integer_costs(rule.norm, shape);
  return rule;
}

DenseSize size_of(double p, Shape shape, std::uint64_t most) {
  return dense_size(rule_of(p, shape), shape, shape.pixels(), most);
}

TEST(DenseSize, HoldsEveryCostWhereThereAreFew) {
  const Shape shape{4, 2, 3};  // 32 pixels, 8 levels
  for (const auto& [p, largest] :
       {std::pair{0.0, 32u}, {1.0, 32u * 7}, {2.0, 32u * 49}, {infinity, 7u}}) {
    EXPECT_TRUE(size_of(p, shape, 2000).whole) << p;
    EXPECT_EQ(size_of(p, shape, 2000).entries, largest + 1) << p;
    EXPECT_TRUE(size_of(p, shape, largest + 1).whole) << p;
    EXPECT_FALSE(size_of(p, shape, largest).whole) << p;
  }
}

TEST(DenseSize, RealCostsHaveNoTable) {
  EXPECT_EQ(size_of(0.5, {4, 1, 3}, 1 << 20).entries, 0u);
  EXPECT_FALSE(size_of(0.5, {4, 1, 3}, 1 << 20).whole);
}

TEST(DenseSize, OneMovingPixelHasFewerCosts) {
  const Shape shape{100, 1, 8};
  EXPECT_EQ(dense_size(rule_of(2, shape), shape, 1, 1 << 20).entries, 255u * 255 + 1);
  EXPECT_TRUE(dense_size(rule_of(2, shape), shape, 1, 1 << 20).whole);
}

/// A table that cannot hold all costs holds those that images have, for some thousands of images.
TEST(DenseSize, HoldsWhatRandomImagesHave) {
  const Shape shape{64, 1, 4};
  TestGroup group(shape, 5);
  group.add("brightness", 0);
  group.add("halfspace", 0, "rademacher");
  group.add("majority_bit", 0);
  group.add("hamming_ball", static_cast<std::int64_t>(shape.pixels() * 15 / 16));
  const auto tallies = run_group(group.job(), 0, 4000, with_threads(2));
  for (std::size_t p = 0; p < group.job().rules.size(); ++p) {
    const CostRule& rule = group.job().rules[p];
    if (rule.real || rule.norm.kind() == Norm::Kind::infinity) continue;
    const DenseSize size = dense_size(rule, shape, shape.pixels(), 4096);
    if (rule.norm.p > 0) {
      EXPECT_FALSE(size.whole);
    }
    EXPECT_GT(size.entries, 0u);
    for (CellTally tally : tallies) {
      EXPECT_LT(tally.upper[p].tally().cost.back(), size.entries) << rule.norm.p;
    }
  }
}

TEST(DenseSize, CostsFarApartHaveNoTable) {
  EXPECT_EQ(size_of(2, {64, 1, 16}, 1 << 20).entries, 0u);
}

}  // namespace
}  // namespace brink::device
