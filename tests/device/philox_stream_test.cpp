// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/philox_stream.hpp"

#include <gtest/gtest.h>

#include <random>

#include "cuda/shape.hpp"

namespace brink::device {
namespace {

void expect_block(const Block& found, const Block& expected) {
  for (int i = 0; i < 4; ++i) ASSERT_EQ(found.word[i], expected.word[i]) << i;
}

TEST(PhiloxStream, GivesThePublishedVectors) {
  // Random123's kat_vectors: counter and key of zeros, of ones, of digits of pi.
  const auto at = [](std::uint64_t key, std::uint32_t c0, std::uint64_t index, std::uint32_t c3) {
    return PhiloxStream(PhiloxKeys(key), c3, index)[c0];
  };
  expect_block(at(0, 0, 0, 0), {{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}});
  expect_block(at(~std::uint64_t{0}, 0xffffffff, ~std::uint64_t{0}, 0xffffffff),
               {{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}});
  expect_block(at(0x299f31d0a4093822, 0x243f6a88, 0x13198a2e85a308d3, 0x03707344),
               {{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}});
}

TEST(PhiloxStream, GivesTheBlocksOfTheStream) {
  std::mt19937_64 random(31);
  for (int trial = 0; trial < 200; ++trial) {
    const std::uint64_t seed = random();
    const std::uint64_t index = trial % 2 == 0 ? random() : random() >> 40;
    const auto stream = static_cast<std::uint32_t>(random());
    const PhiloxKeys keys(seed);
    const PhiloxStream blocks(keys, stream, index);
    for (const std::uint32_t block : {0u, 1u, static_cast<std::uint32_t>(random())}) {
      expect_block(blocks[block], stream_block(stream, seed, index, block));
    }
  }
}

}  // namespace
}  // namespace brink::device
