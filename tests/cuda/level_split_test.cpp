// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/level_split.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <utility>
#include <vector>

namespace brink {
namespace {

std::uint32_t count_bits(std::uint64_t word) {
  std::uint32_t bits = 0;
  for (; word != 0; word >>= 1) bits += word & 1;
  return bits;
}

TEST(Bits, AreCounted) {
  std::mt19937_64 random(1);
  const std::uint64_t all = ~std::uint64_t{0};
  EXPECT_EQ(ones_in(0, 0), 0u);
  EXPECT_EQ(ones_in(all, all), 128u);
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t a = random(), b = random() & random() & random();
    EXPECT_EQ(ones_in(a, b), count_bits(a) + count_bits(b));
  }
  for (std::uint32_t position = 0; position < 32; ++position) {
    EXPECT_EQ(lowest_one(0xffffffffu << position), position);
  }
}

TEST(TossCoins, CountsAsManyBitsAsThereAreCoins) {
  std::mt19937_64 random(2);
  for (std::uint32_t coins = 0; coins <= 2 * coin_mask + 1; ++coins) {
    const std::uint64_t single = random(), full = random();
    std::uint32_t heads = 0;
    for (std::uint32_t i = 0; i < coins % 64; ++i) heads += single >> i & 1;
    if (coins / 64 % 2 == 1) heads += count_bits(full);
    EXPECT_EQ(toss_coins(coins, single, full), heads) << coins;
  }
}

TEST(SplitSlots, HaveBlocksOfTheirOwn) {
  std::set<std::pair<std::uint64_t, std::uint32_t>> places;
  std::size_t slots = 0;
  for (const std::uint32_t node : {1u, 2u, 255u, 32768u, 65535u}) {
    for (std::uint32_t slot = 0; slot <= SplitSlots::of_digit(coin_digits - 1); ++slot) {
      for (const std::uint32_t rest : {0u, SplitSlots::rest_pairs}) {
        const std::uint64_t block = SplitSlots::block(slot / 2 + rest, node);
        EXPECT_LT(block, std::uint64_t{1} << 32);
        places.insert({block, slot % 2});
        ++slots;
      }
    }
  }
  EXPECT_EQ(places.size(), slots);
  EXPECT_EQ(SplitSlots::of_digit(first_table_digit), 2u);
  EXPECT_EQ(SplitSlots::of_digit(coin_digits - 1) / 2 + 1, SplitSlots::pairs);
  EXPECT_LE(SplitSlots::pairs, SplitSlots::rest_pairs);
}

TEST(SplitSlots, TakeTheWordsOfAStream) {
  const Shape shape{100, 2, 9};
  const SplitStream stream(shape, 5, 77);
  for (const std::uint32_t slot : {0u, 1u, 4u, 25u, 26u}) {
    const std::uint64_t block = slot / 2 * 65536u + 300;
    const std::uint32_t name = 100 | 9u << 16 | 2u << 21 | 5u << 25;
    const std::uint64_t low = stream_word(name, 5, 77, 4 * block + slot % 2 * 2);
    const std::uint64_t high = stream_word(name, 5, 77, 4 * block + slot % 2 * 2 + 1);
    EXPECT_EQ(SplitSlots::half(stream.block(slot / 2, 300), slot), low | high << 32) << slot;
  }
}

/// A table whose words a test can choose: the outcome is the low bits of the word.
struct PlainTable {
  std::vector<std::uint64_t> column;
  AliasTable table;

  explicit PlainTable(std::uint64_t size) {
    for (std::uint64_t own = 0; own < size; ++own) column.push_back(own);
    table = {size - 1, column.data()};
  }
};

TEST(DrawHalfBinomial, CentresOutcomesAndGoesOnAtZero) {
  const PlainTable centre(32), rest(256);
  const HalfBinomial law{centre.table, rest.table};
  const auto draw = [&](std::uint64_t word, std::uint64_t rest_word) {
    return draw_half_binomial(law, 9, word, [&] { return rest_word; });
  };
  EXPECT_EQ(draw(16, 0), 256u);
  EXPECT_EQ(draw(1, 0), 241u);
  EXPECT_EQ(draw(31, 0), 271u);
  EXPECT_EQ(draw(0, 128), 256u);
  EXPECT_EQ(draw(0, 0), 128u);
  EXPECT_EQ(draw(32, 255), 383u);  // column 0 again
}

/// Every digit adds its own law, from its own slot, and no other block is read.
TEST(DrawUpper, AddsUpTheDigits) {
  std::mt19937_64 random(3);
  const PlainTable centre(32), rest(64);
  BinomialTables tables;
  for (std::uint32_t k = first_table_digit; k < coin_digits; ++k) {
    tables.digit[k] = {centre.table, rest.table};
  }
  const Shape shape{50, 1, 4};
  for (int trial = 0; trial < 2000; ++trial) {
    const auto pixels = static_cast<std::uint32_t>(random() >> (32 + random() % 32));
    const SplitStream stream(shape, 1, static_cast<std::uint64_t>(trial));
    std::uint32_t asked = 0;
    const std::uint32_t node = 1 + static_cast<std::uint32_t>(random() % 15);
    const std::uint32_t upper = draw_upper(tables, pixels, node, stream, [&](std::uint32_t slot) {
      asked |= 1u << slot / 2;
      return SplitSlots::half(stream.block(slot / 2, node), slot);
    });
    const auto slot_word = [&](std::uint32_t slot, std::uint32_t pairs_on) {
      const std::uint64_t at = 4 * ((slot / 2 + pairs_on) * 65536ull + node) + slot % 2 * 2;
      const std::uint32_t name = shape.stream(Domain::level_counts);
      return stream_word(name, 1, static_cast<std::uint64_t>(trial), at) |
             std::uint64_t{stream_word(name, 1, static_cast<std::uint64_t>(trial), at + 1)} << 32;
    };
    std::uint32_t expected = toss_coins(pixels, slot_word(0, 0), slot_word(1, 0));
    for (std::uint32_t k = first_table_digit; k < coin_digits; ++k) {
      if ((pixels >> k & 1) == 0) continue;
      const auto outcome = static_cast<std::uint32_t>(slot_word(k - 5, 0) % 32);
      expected += (1u << (k - 1)) - 16 + outcome;
      if (outcome == 0) {
        expected += 16 - 32 + static_cast<std::uint32_t>(slot_word(k - 5, 16) % 64);
      }
    }
    ASSERT_EQ(upper, expected) << pixels;
    ASSERT_EQ(draw_upper(tables, pixels, node, stream), expected) << pixels;
    ASSERT_EQ(asked, SplitSlots::pairs_used(pixels)) << pixels;
  }
}

}  // namespace
}  // namespace brink
