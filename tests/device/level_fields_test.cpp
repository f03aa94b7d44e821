// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/level_fields.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace brink::device {
namespace {

class LevelFieldsOfDepth : public testing::TestWithParam<std::uint32_t> {
 protected:
  Shape shape() const { return {1, 1, GetParam()}; }
  std::uint32_t level(std::uint32_t word, std::uint32_t field) const {
    return (word >> (field * GetParam())) & shape().top_level();
  }
};
INSTANTIATE_TEST_SUITE_P(Depths, LevelFieldsOfDepth, testing::Range(2u, 17u));

/// Words of random bits, and the extremes, which have the largest sums.
std::vector<std::uint32_t> words() {
  std::vector<std::uint32_t> words{0, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0};
  std::mt19937 random(32);
  const auto draw = [&] { return static_cast<std::uint32_t>(random()); };
  for (int i = 0; i < 1000; ++i) words.push_back(draw());
  for (int i = 0; i < 1000; ++i) words.push_back(draw() & draw() & draw());
  return words;
}

TEST_P(LevelFieldsOfDepth, SumsAreThoseOfTheLevels) {
  const LevelFields fields(shape());
  const auto all = words();
  for (std::size_t i = 0; i + 4 <= all.size(); ++i) {
    const std::uint32_t four[4] = {all[i], all[i + 1], all[i + 2], all[i + 3]};
    std::uint32_t sum = 0;
    for (const std::uint32_t word : four) {
      for (std::uint32_t field = 0; field < fields.fields; ++field) sum += level(word, field);
    }
    ASSERT_EQ(sum_levels(four, fields), sum) << i;
  }
}

TEST_P(LevelFieldsOfDepth, ZeroFieldsAreCounted) {
  const LevelFields fields(shape());
  for (const std::uint32_t word : words()) {
    for (const std::uint32_t wanted : {0u, shape().levels() / 2, shape().top_level()}) {
      std::uint32_t pixels = 0;
      for (std::uint32_t field = 0; field < fields.fields; ++field) {
        if (level(word, field) == wanted) ++pixels;
      }
      ASSERT_EQ(zero_fields(word ^ fields.all_at(wanted), fields), pixels) << word;
    }
  }
}

}  // namespace
}  // namespace brink::device
