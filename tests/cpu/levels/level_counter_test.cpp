// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/levels/level_counter.hpp"

#include <gtest/gtest.h>

#include <random>

#include "host/cpu/draw/chunk.hpp"
#include "tests/cpu/each_instruction_set.hpp"

namespace brink {
namespace {

using LevelPassEverywhere = EachInstructionSet;
INSTANTIATE_TEST_SUITE_P(Sets, LevelPassEverywhere, testing::ValuesIn(simd::instruction_sets()),
                         instruction_set_name);

struct PlainCounts {
  explicit PlainCounts(std::uint32_t levels) : count(levels) {}
  std::uint64_t sum = 0, upper_half = 0;
  std::vector<std::uint64_t> count;
};

/// Puts one random image through the pass, chunk by chunk, and counts it plainly.
PlainCounts pass_image(const Shape& shape, std::mt19937& random, LevelCounter& pass,
                       LevelState& state) {
  PlainCounts plain(shape.levels());
  Buffer<std::uint32_t> words(chunk_words);
  for (std::size_t position = 0; position < chunk_count(shape); ++position) {
    const Chunk chunk = chunk_at(shape, position);
    for (std::size_t i = 0; i < words.size(); ++i) words[i] = static_cast<std::uint32_t>(random());
    for (std::size_t i = 0; i < chunk.pixels; ++i) {
      const std::size_t fields = 32 / shape.b;
      const std::uint32_t level = (words[i / fields] >> (i % fields * shape.b)) % shape.levels();
      ++plain.count[level];
      plain.sum += level;
      if (level >= shape.levels() / 2) ++plain.upper_half;
    }
    clear_tail(shape, chunk, words.data());
    pass.add(words.data(), chunk.padded(), state);
  }
  return plain;
}

void expect_counts(const LevelCounts& counts, const PlainCounts& plain, const Shape& shape,
                   const LevelWindows& wanted, bool upper_half) {
  ASSERT_EQ(counts.pixels, shape.pixels());
  ASSERT_EQ(counts.levels, shape.levels());
  ASSERT_EQ(counts.sum, plain.sum);
  if (upper_half) {
    ASSERT_EQ(counts.upper_half, plain.upper_half);
  }
  std::vector<std::uint32_t> occurring;
  for (std::uint32_t level = 0; level < shape.levels(); ++level) {
    ASSERT_TRUE(counts.windows.contains(level) || !wanted.contains(level));
    if (counts.windows.contains(level) && counts.partial) {
      ASSERT_LE(counts.count[level], plain.count[level]) << "level " << level;
    } else if (counts.windows.contains(level)) {
      ASSERT_EQ(counts.count[level], plain.count[level]) << "level " << level;
    }
    if (plain.count[level] > 0 && level > 0) occurring.push_back(level);
  }
  if (counts.present == nullptr) return;
  std::vector<std::uint32_t> present(counts.present, counts.present + counts.present_count);
  if (!present.empty() && present.front() == 0) present.erase(present.begin());
  ASSERT_EQ(present, occurring);
}

/// Windows of every kind for q levels: all levels, the ends, the middle, few and many.
std::vector<LevelWindows> windows_of(std::uint32_t q) {
  const std::uint32_t half = q / 2;
  return {LevelWindows::all(q),
          {1, 0, 0, q},
          {0, 0, 0, q},
          {0, 0, 0, q - 1},
          {0, half, half + 1, q},
          {0, half - std::max(1u, q / 64), half, q},
          {0, half - std::max(1u, q / 32), half + std::max(1u, q / 64), q},
          {std::max(1u, q / 64), half, half + std::max(1u, q / 64), q - std::max(1u, q / 64)},
          {std::max(1u, q / 16), 0, 0, q - std::max(1u, q / 16)},
          {half, 0, 0, half},
          {half, 0, 0, q},
          {std::max(1u, q / 8), half, q, q}};
}

TEST_P(LevelPassEverywhere, CountsAsAPlainLoopDoes) {
  std::mt19937 random(61);
  for (std::uint32_t b = 1; b <= max_bit_depth; ++b) {
    for (const Shape shape : {Shape{1, 1, b}, {5, 1, b}, {7, 3, b}, {40, 2, b}}) {
      for (const LevelWindows& wanted : windows_of(shape.levels())) {
        for (const bool upper_half : {false, true}) {
          SCOPED_TRACE(testing::Message()
                       << "b=" << b << " n=" << shape.n << " windows " << wanted.low << ' '
                       << wanted.middle_begin << ' ' << wanted.middle_end << ' ' << wanted.high);
          LevelCounter pass(shape, wanted, upper_half ? simd::Totals::both : simd::Totals::sum);
          LevelState state = pass.fresh_state();
          for (int image = 0; image < 2; ++image) {  // the second image comes after a reset
            const PlainCounts plain = pass_image(shape, random, pass, state);
            ASSERT_NO_FATAL_FAILURE(expect_counts(pass.finish(state, shape.pixels()), plain, shape,
                                                  wanted, upper_half));
            pass.reset(state);
          }
        }
      }
    }
  }
}

TEST_P(LevelPassEverywhere, AddsChunksUp) {
  std::mt19937 random(62);
  for (std::uint32_t b = 1; b <= max_bit_depth; ++b) {
    const Shape shape{160 + b, 10, b};  // 21 chunks at b = 16, 2 at b = 1
    ASSERT_GT(chunk_count(shape), 1u);
    const std::uint32_t q = shape.levels();
    const std::uint32_t end = std::max(1u, q / 20);
    for (const LevelWindows& wanted :
         {LevelWindows::all(q), LevelWindows{end, q / 2, q / 2 + end, q - end}}) {
      LevelCounter pass(shape, wanted, simd::Totals::both);
      LevelState state = pass.fresh_state();
      const PlainCounts plain = pass_image(shape, random, pass, state);
      ASSERT_NO_FATAL_FAILURE(
          expect_counts(pass.finish(state, shape.pixels()), plain, shape, wanted, true));
    }
  }
}

/// One level that many pixels have is counted in a part of the image, and the counts say so.
TEST_P(LevelPassEverywhere, PartialCountsAreNeverTooLarge) {
  std::mt19937 random(63);
  for (const std::uint32_t b : {2u, 3u, 4u, 5u, 8u}) {
    const Shape shape{400, 3, b};
    const std::uint32_t q = shape.levels();
    for (const LevelWindows& wanted :
         {LevelWindows{0, 0, 0, q - 1}, LevelWindows{0, q / 2, q / 2 + 1, q}}) {
      LevelCounter pass(shape, wanted, simd::Totals::both);
      LevelState state = pass.fresh_state();
      const PlainCounts plain = pass_image(shape, random, pass, state);
      const LevelCounts counts = pass.finish(state, shape.pixels());
      ASSERT_TRUE(counts.partial);
      ASSERT_EQ(counts.sum, plain.sum);
      ASSERT_EQ(counts.upper_half, plain.upper_half);
      for (std::uint32_t level = 0; level < q; ++level) {
        if (!wanted.contains(level)) continue;
        ASSERT_TRUE(counts.windows.contains(level));
        ASSERT_LT(counts.count[level], plain.count[level]);
        ASSERT_GT(counts.count[level], 0u);
      }
    }
  }
}

/// Pixels that a mask has turned to 0 and that do not count are taken off.
TEST(LevelCounter, LeavesOutWhatDoesNotCount) {
  for (std::uint32_t b = 1; b <= max_bit_depth; ++b) {
    const Shape shape{10, 1, b};
    LevelCounter pass(shape, LevelWindows::all(shape.levels()), simd::Totals::sum);
    LevelState state = pass.fresh_state();
    const Chunk chunk = chunk_at(shape, 0);
    Buffer<std::uint32_t> words(chunk_words);
    words[0] = 1;  // one pixel at level 1, the others masked
    pass.add(words.data(), chunk.padded(), state);
    const LevelCounts counts = pass.finish(state, 3);
    EXPECT_EQ(counts.pixels, 3u);
    EXPECT_EQ(counts.count[1], 1u);
    EXPECT_EQ(counts.count[0], 2u);
  }
}

}  // namespace
}  // namespace brink
