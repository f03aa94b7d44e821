// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "cuda/philox.hpp"
#include "host/cpu/simd/buffer.hpp"
#include "host/cpu/simd/simd.hpp"
#include "tests/cpu/each_instruction_set.hpp"

namespace brink {
namespace {

using SimdDraw = EachInstructionSet;
INSTANTIATE_TEST_SUITE_P(Sets, SimdDraw, testing::ValuesIn(simd::instruction_sets()),
                         instruction_set_name);

constexpr std::uint64_t two_to_32 = std::uint64_t{1} << 32;
constexpr std::uint64_t seeds[] = {1, 0xffffffff, 0x8000000000000000, 0xfedcba9876543210,
                                   ~std::uint64_t{0}};
constexpr std::uint64_t indices[] = {0, two_to_32 - 1, two_to_32, 0x123456789abcdef0,
                                     ~std::uint64_t{0} - 200};

TEST(InstructionSets, AreForcedByNameAndOthersRefused) {
  const std::vector<std::string> sets = simd::instruction_sets();
  ASSERT_FALSE(sets.empty());
  const std::string free_choice = simd::instruction_set();
  EXPECT_EQ(free_choice, sets.front());
  for (const std::string& name : sets) {
    EXPECT_TRUE(simd::force_instruction_set(name));
    EXPECT_EQ(simd::instruction_set(), name);
    EXPECT_EQ(simd::instruction_sets(), sets);
    EXPECT_FALSE(simd::force_instruction_set("AVX9"));
  }
  EXPECT_TRUE(simd::force_instruction_set(""));
  EXPECT_EQ(simd::instruction_set(), free_choice);
}

TEST_P(SimdDraw, BlocksAreThoseOfTheStream) {
  const std::uint32_t stream = 0x7e00ffff;
  Buffer<std::uint32_t> out(4 * 300);
  for (const std::uint64_t seed : seeds) {
    for (const std::uint64_t index : indices) {
      for (const std::size_t count : {1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 63, 65, 257}) {
        for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{5}, two_to_32 - 300}) {
          simd::draw_blocks(stream, seed, index, first, count, out.data());
          for (std::size_t i = 0; i < 4 * count; ++i) {
            ASSERT_EQ(out[i], stream_word(stream, seed, index, 4 * first + i))
                << "word " << i << " of " << count << " blocks";
          }
        }
      }
    }
  }
}

TEST_P(SimdDraw, AnyOrderHasTheSameWords) {
  Buffer<std::uint32_t> out(4 * 300), in_order(4 * 300);
  for (const std::uint64_t index : indices) {
    for (const std::size_t count : {1, 7, 8, 31, 96, 257}) {
      simd::draw_blocks(1, seeds[3], index, two_to_32 - 40, count, in_order.data());
      simd::draw_blocks(1, seeds[3], index, two_to_32 - 40, count, out.data(),
                        simd::WordOrder::any);
      std::sort(in_order.data(), in_order.data() + 4 * count);
      std::sort(out.data(), out.data() + 4 * count);
      for (std::size_t i = 0; i < 4 * count; ++i) ASSERT_EQ(out[i], in_order[i]) << count;
    }
  }
}

TEST_P(SimdDraw, ImagesInAnyOrderHaveTheSameWords) {
  for (const std::size_t blocks : {1, 3, 7, 16, 40}) {
    constexpr std::size_t count = 33;
    Buffer<std::uint32_t> out(4 * blocks * count), in_order(4 * blocks * count);
    simd::draw_images(1, seeds[3], two_to_32 - 3, count, blocks, in_order.data());
    simd::draw_images(1, seeds[3], two_to_32 - 3, count, blocks, out.data(), simd::WordOrder::any);
    for (std::size_t image = 0; image < count; ++image) {
      const auto words = [&](const Buffer<std::uint32_t>& all) {
        const std::uint32_t* const first = all.data() + image * blocks * 4;
        std::vector<std::uint32_t> sorted(first, first + blocks * 4);
        std::sort(sorted.begin(), sorted.end());
        return sorted;
      };
      ASSERT_EQ(words(out), words(in_order)) << blocks << " blocks, image " << image;
    }
  }
}

TEST_P(SimdDraw, ImagesAcrossTheLowWordOfTheirNumber) {
  const std::uint32_t stream = 0x00050007;
  for (const std::size_t blocks : {1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 40}) {
    for (const std::size_t count : {1, 2, 5, 8, 31, 33, 70}) {
      Buffer<std::uint32_t> out(4 * blocks * count);
      for (const std::uint64_t first : {std::uint64_t{0}, two_to_32 - 3, two_to_32 - 33}) {
        simd::draw_images(stream, seeds[3], first, count, blocks, out.data());
        for (std::size_t i = 0; i < 4 * blocks * count; ++i) {
          ASSERT_EQ(out[i],
                    stream_word(stream, seeds[3], first + i / (4 * blocks), i % (4 * blocks)))
              << "word " << i << " of " << count << " images of " << blocks << " blocks";
        }
      }
    }
  }
}

/// The functions write nothing beyond the room that callers must provide.
TEST_P(SimdDraw, StaysWithinThePadding) {
  constexpr std::uint32_t untouched = 0xabad1dea;
  for (std::size_t count = 1; count < 40; ++count) {
    const std::size_t words = 4 * count;
    const std::size_t room =
        (words + simd::padding_words - 1) / simd::padding_words * simd::padding_words;
    std::vector<std::uint32_t> out(room + 64, untouched);
    simd::draw_blocks(1, 2, 3, 0, count, out.data());
    for (std::size_t i = room; i < out.size(); ++i) ASSERT_EQ(out[i], untouched);
    std::fill(out.begin(), out.end(), untouched);
    simd::draw_blocks(1, 2, 3, 0, count, out.data(), simd::WordOrder::any);
    for (std::size_t i = room; i < out.size(); ++i) ASSERT_EQ(out[i], untouched);
    std::fill(out.begin(), out.end(), untouched);
    simd::draw_images(1, 2, 3, count, 1, out.data());
    for (std::size_t i = room; i < out.size(); ++i) ASSERT_EQ(out[i], untouched);
  }
}

}  // namespace
}  // namespace brink
