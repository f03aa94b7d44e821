// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/raw.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "cuda/philox.hpp"
#include "tests/cpu/each_instruction_set.hpp"

namespace brink::bench {
namespace {

using Raw = EachInstructionSet;
INSTANTIATE_TEST_SUITE_P(Sets, Raw, testing::ValuesIn(simd::instruction_sets()),
                         instruction_set_name);

std::uint64_t block_by_block(std::uint64_t seed, std::uint64_t index, std::uint64_t count) {
  std::uint64_t all = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const Block x = stream_block(0, seed, index, i);
    all ^= x.word[0] ^ x.word[2] ^ std::uint64_t{x.word[1] ^ x.word[3]} << 32;
  }
  return all;
}

// A yardstick that made fewer rounds, or not all blocks, would be too fast.
TEST_P(Raw, IsTheXorOfEveryBlock) {
  const std::uint64_t seed = 0x0123456789abcdef, index = std::uint64_t{5} << 32 | 7;
  for (const std::uint64_t count : {0, 1, 3, 16, 31, 64, 1000}) {
    EXPECT_EQ(raw_blocks(seed, index, count), block_by_block(seed, index, count)) << count;
    for (const int vectors : {1, 2, 3, 4, 6, 8}) {
      EXPECT_EQ(raw_blocks_in_flight(vectors, seed, index, count),
                block_by_block(seed, index, count))
          << count << ", " << vectors << " in flight";
    }
  }
}

TEST(RawInFlight, RefusesOtherNumbers) {
  for (const int vectors : {0, 5, 7, 9, -1}) {
    EXPECT_THROW(raw_blocks_in_flight(vectors, 1, 0, 1), std::invalid_argument) << vectors;
  }
}

}  // namespace
}  // namespace brink::bench
