// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/philox.hpp"

#include <Random123/philox.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "cuda/shape.hpp"

namespace brink {
namespace {

void expect_block(const Block& block, std::uint32_t a, std::uint32_t b, std::uint32_t c,
                  std::uint32_t d) {
  EXPECT_EQ(block.word[0], a);
  EXPECT_EQ(block.word[1], b);
  EXPECT_EQ(block.word[2], c);
  EXPECT_EQ(block.word[3], d);
}

TEST(Philox, PublishedVectors) {  // Random123, kat_vectors, philox4x32 10
  constexpr std::uint32_t ones = 0xffffffff;
  expect_block(philox(Block{{0, 0, 0, 0}}, 0), 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
  expect_block(philox(Block{{ones, ones, ones, ones}}, ~std::uint64_t{0}), 0x408f276d, 0x41c83b0e,
               0xa20bc7c6, 0x6d5451fd);
  expect_block(philox(Block{{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}}, 0x299f31d0a4093822),
               0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
}

TEST(Philox, AgreesWithRandom123) {
  using Reference = r123::Philox4x32_R<10>;
  std::mt19937 random(1);
  for (int trial = 0; trial < 20000; ++trial) {
    Block counter{};
    Reference::ctr_type reference_counter;
    for (std::size_t i = 0; i < 4; ++i) {
      counter.word[i] = static_cast<std::uint32_t>(random());
      reference_counter[i] = counter.word[i];
    }
    Reference::key_type key;
    key[0] = static_cast<std::uint32_t>(random());
    key[1] = static_cast<std::uint32_t>(random());
    const Reference::ctr_type expected = Reference()(reference_counter, key);
    const Block block = philox(counter, key[0] | std::uint64_t{key[1]} << 32);
    ASSERT_TRUE(std::equal(block.word, block.word + 4, expected.begin()));
  }
}

TEST(Philox, StreamBlockPutsBlockIndexAndStreamIntoTheCounter) {
  constexpr std::uint64_t seed = 0xfedcba9876543210;
  constexpr std::uint64_t index = 0x123456789abcdef0;
  const Block block = stream_block(0x55aa, seed, index, 77);
  const Block expected = philox(Block{{77, 0x9abcdef0, 0x12345678, 0x55aa}}, seed);
  EXPECT_TRUE(std::equal(block.word, block.word + 4, expected.word));
}

TEST(Philox, WordsOfAStreamAreThoseOfItsBlocksInOrder) {
  for (std::uint64_t position = 0; position < 40; ++position) {
    EXPECT_EQ(stream_word(9, 3, 5, position),
              stream_block(9, 3, 5, position / 4).word[position % 4]);
  }
}

TEST(Philox, IsAConstantExpression) {
  static_assert(philox(Block{{0, 0, 0, 0}}, 0).word[0] == 0x6627e8d5);
}

}  // namespace
}  // namespace brink
