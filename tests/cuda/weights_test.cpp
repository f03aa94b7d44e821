// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/halfspace/weights.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <random>
#include <vector>

namespace brink {
namespace {

constexpr std::uint32_t last_word = 0xffffffff;

std::vector<std::uint32_t> some_words() {
  std::mt19937 random(7);
  std::vector<std::uint32_t> words = {0,          1,          2,          0x55555555,
                                      0xaaaaaaaa, 0x7fffffff, 0x80000000, last_word};
  for (int i = 0; i < 5000; ++i) words.push_back(static_cast<std::uint32_t>(random()));
  return words;
}

TEST(Weights, RademacherTakesBitIOfTheStream) {
  const WeightRule rule{WeightRule::Kind::rademacher};
  EXPECT_EQ(rule.pixels_per_word(), 32u);
  EXPECT_TRUE(rule.unit());
  for (const std::uint32_t word : some_words()) {
    std::uint32_t rest = word;
    for (std::uint64_t i = 64; i < 96; ++i, rest /= 2) {
      ASSERT_EQ(rule.weight(i, word), rest % 2 == 1 ? 1 : -1);
    }
  }
}

TEST(Weights, BinomialCountsBits) {
  const WeightRule rule{WeightRule::Kind::binomial};
  EXPECT_EQ(rule.pixels_per_word(), 1u);
  EXPECT_FALSE(rule.unit());
  for (const std::uint32_t word : some_words()) {
    ASSERT_EQ(rule.weight(0, word), std::popcount(word) - 16);
  }
}

TEST(Weights, UniformCutsTheWordsIntoEqualParts) {
  for (const std::uint32_t most : {1u, 2u, 7u, 100u, 1023u}) {
    const WeightRule rule{WeightRule::Kind::uniform, most};
    EXPECT_EQ(rule.pixels_per_word(), 1u);
    EXPECT_FALSE(rule.unit());
    const std::uint64_t values = 2 * most + 1;
    for (std::uint64_t value = 0; value < values; ++value) {
      // The first word of part `value`, and the last of the part before it.
      const std::uint64_t first = ((value << 32) + values - 1) / values;
      const auto expected = static_cast<std::int32_t>(value) - static_cast<std::int32_t>(most);
      ASSERT_EQ(rule.weight(0, static_cast<std::uint32_t>(first)), expected);
      if (value > 0) {
        ASSERT_EQ(rule.weight(0, static_cast<std::uint32_t>(first - 1)), expected - 1);
      }
    }
    EXPECT_EQ(rule.weight(0, last_word), static_cast<std::int32_t>(most));
  }
}

TEST(Weights, SparseCutsByDensityAndSignsByTheLowestBit) {
  for (const std::uint32_t cutoff : {0u, 1u, 214748365u, 0x7fffffffu, 0x80000000u}) {
    const WeightRule rule{WeightRule::Kind::sparse, 7, cutoff};
    EXPECT_EQ(rule.pixels_per_word(), 1u);
    EXPECT_TRUE(rule.unit());
    auto words = some_words();
    for (const std::uint64_t near :
         {2ull * cutoff, 2ull * cutoff + 1, 2ull * cutoff - 1, 2ull * cutoff - 2}) {
      if (near <= last_word) words.push_back(static_cast<std::uint32_t>(near));
    }
    for (const std::uint32_t word : words) {
      const int sign = word % 2 == 1 ? 1 : -1;
      ASSERT_EQ(rule.weight(0, word), word / 2 < cutoff ? sign : 0) << cutoff << ' ' << word;
    }
  }
}

}  // namespace
}  // namespace brink
