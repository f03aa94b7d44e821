// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/sampler/alias_table.hpp"

#include <gtest/gtest.h>

#include <random>
#include <stdexcept>

#include "cuda/half_binomial.hpp"
#include "tests/sampler/words_of.hpp"

namespace brink {
namespace {

using Weights = std::vector<std::uint64_t>;

constexpr std::uint64_t half = std::uint64_t{1} << 63;

/// Adds a last weight that makes the sum 2^64.
Weights completed(Weights weights) {
  std::uint64_t sum = 0;
  for (const std::uint64_t weight : weights) sum += weight;
  weights.push_back(0 - sum);
  return weights;
}

TEST(AliasTable, GivesEveryOutcomeItsWeightExactly) {
  std::mt19937_64 random(1);
  for (int bits = 1; bits <= 12; ++bits) {
    const std::size_t size = std::size_t{1} << bits;
    for (const int shrink : {0, 10, 40}) {
      Weights weights;
      while (weights.size() + 1 < size) {
        const std::uint64_t weight = random() >> bits;
        const bool empty = !weights.empty() && random() % 3 == 0;
        weights.push_back(empty ? 0 : (weight >> random() % (shrink + 1)) | 1);
      }
      weights = completed(weights);
      EXPECT_EQ(words_of(alias_columns(weights)), weights) << bits << " " << shrink;
    }
  }
}

TEST(AliasTable, TakesExtremes) {
  EXPECT_EQ(words_of(alias_columns({half, half})), (Weights{half, half}));
  EXPECT_EQ(words_of(alias_columns({1, ~std::uint64_t{0}})), (Weights{1, ~std::uint64_t{0}}));
  const Weights one_unit = completed({0, 0, 1});
  EXPECT_EQ(words_of(alias_columns(one_unit)), one_unit);
}

/// Words go through the heights of a column; the cut itself gives the alias.
TEST(AliasTable, DrawsByColumnAndHeight) {
  const std::vector<std::uint64_t> column = {5 << 2 | 3, 0 << 2 | 1, 1 << 2 | 0, 7 << 2 | 2};
  const AliasTable table{3, column.data()};
  const auto draw = [&](std::uint64_t own, std::uint64_t height) {
    return table.draw(height << 2 | own);
  };
  EXPECT_EQ(draw(0, 0), 0u);
  EXPECT_EQ(draw(0, 4), 0u);
  EXPECT_EQ(draw(0, 5), 3u);
  EXPECT_EQ(draw(0, (std::uint64_t{1} << 62) - 1), 3u);
  EXPECT_EQ(draw(1, 0), 1u);  // its own alias
  EXPECT_EQ(draw(1, 9), 1u);
  EXPECT_EQ(draw(2, 0), 2u);
  EXPECT_EQ(draw(2, 1), 0u);
  EXPECT_EQ(draw(3, 6), 3u);
  EXPECT_EQ(draw(3, 7), 2u);
  EXPECT_EQ(table.middle(), 2u);
}

TEST(AliasTable, RefusesOtherSizesAndSums) {
  EXPECT_THROW(alias_columns({}), std::invalid_argument);
  EXPECT_THROW(alias_columns({0}), std::invalid_argument);
  EXPECT_THROW(alias_columns(completed({half, 1})), std::invalid_argument);
  EXPECT_THROW(alias_columns({half, half - 1}), std::invalid_argument);
  EXPECT_THROW(alias_columns({half, half, half, half}), std::invalid_argument);
}

}  // namespace
}  // namespace brink
