// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/kernels/block.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include "tests/simt/launching.hpp"

namespace brink::simt {
namespace {

using BlockTest = EverySchedule;
INSTANTIATE_TEST_SUITE_P(Schedules, BlockTest, every_schedule());

std::vector<std::uint32_t> random_words(std::size_t count, std::uint32_t below) {
  std::mt19937 random(7);
  std::vector<std::uint32_t> words(count);
  for (auto& word : words) word = static_cast<std::uint32_t>(random()) % below;
  return words;
}

TEST_P(BlockTest, ThreadsKnowWhereTheyAre) {
  const dim3 grid(3, 2, 4), block(5, 3, 2);
  const DeviceArray<std::uint32_t> out(24 * 30 * 12);
  ASSERT_EQ(launch(thread_places, {grid, block}, out.data()), cudaSuccess);
  const std::vector<std::uint32_t> places = out.get();
  const std::uint32_t* at = places.data();
  for (unsigned bz = 0; bz < 4; ++bz)
    for (unsigned by = 0; by < 2; ++by)
      for (unsigned bx = 0; bx < 3; ++bx)
        for (unsigned tz = 0; tz < 2; ++tz)
          for (unsigned ty = 0; ty < 3; ++ty)
            for (unsigned tx = 0; tx < 5; ++tx, at += 12) {
              const std::uint32_t expected[] = {bx, by, bz, tx, ty, tz, 3, 2, 4, 5, 3, 2};
              ASSERT_TRUE(std::equal(at, at + 12, expected));
            }
}

TEST_P(BlockTest, BarriersOrderSharedMemory) {
  for (const unsigned threads : {32u, 64u, 256u, 1024u}) {
    const unsigned blocks = 5;
    const std::vector<std::uint32_t> values = random_words(blocks * threads, 1u << 20);
    const DeviceArray<std::uint32_t> value(values), sum(blocks);
    ASSERT_EQ(launch(block_sums, {blocks, threads}, value.data(), sum.data()), cudaSuccess);
    const std::vector<std::uint32_t> sums = sum.get();
    for (unsigned block = 0; block < blocks; ++block) {
      const auto first = values.begin() + block * threads;
      EXPECT_EQ(sums[block], std::accumulate(first, first + threads, 0u)) << threads;
    }
  }
}

TEST_P(BlockTest, DynamicSharedMemoryHoldsHistograms) {
  const std::uint32_t count = 3000, levels = 37;
  const std::vector<std::uint32_t> level = random_words(count, levels);
  std::vector<std::uint32_t> expected(levels);
  for (const std::uint32_t l : level) ++expected[l];
  const DeviceArray<std::uint32_t> device_level(level);
  const DeviceArray<std::uint32_t> histogram = zeros<std::uint32_t>(levels);
  const Shape shape{3, 128, 4 * levels * sizeof(std::uint32_t)};
  ASSERT_EQ(launch(count_in_shared, shape,
                   HistogramArguments{device_level.data(), count, levels, histogram.data()}),
            cudaSuccess);
  EXPECT_EQ(histogram.get(), expected);
}

TEST_P(BlockTest, BarriersWaitOnlyForThreadsThatHaveNotExited) {
  for (const unsigned stay : {1u, 31u, 32u, 70u, 96u}) {
    const DeviceArray<std::uint32_t> out(2 * 4);
    ASSERT_EQ(launch(early_exits, {2, 96}, out.data(), stay, 3u), cudaSuccess);
    const std::uint32_t lanes = stay >= 32 ? 0xffffffff : (1u << stay) - 1;
    const std::vector<std::uint32_t> expected = {(stay + 2) / 3, 1, 1, lanes,
                                                 (stay + 2) / 3, 1, 1, lanes};
    EXPECT_EQ(out.get(), expected) << stay;
  }
}

TEST_P(BlockTest, SharedMemoryStartsWithArbitraryBytes) {
  const DeviceArray<std::uint32_t> out = zeros<std::uint32_t>(3 * 64);
  ASSERT_EQ(launch(uninitialised_shared, {3, 64}, out.data()), cudaSuccess);
  const std::vector<std::uint32_t> words = out.get();
  EXPECT_EQ(std::count(words.begin(), words.end(), 0), 0);
}

TEST_P(BlockTest, EachDeclarationIsAVariableOfItsOwn) {
  const DeviceArray<std::uint32_t> out(64);
  ASSERT_EQ(launch(nested_shared, {1, 64}, out.data()), cudaSuccess);
  const std::vector<std::uint32_t> words = out.get();
  for (std::uint32_t thread = 0; thread < 64; ++thread) {
    // Swapping twice restores the value.
    const std::uint32_t expected = thread + 1000 * (63 - thread + 1) + (thread % 3 + 1) * 1000000;
    EXPECT_EQ(words[thread] % 10000000, expected) << thread;
    EXPECT_EQ(words[thread] / 10000000, 64u) << thread;
  }
}

TEST_P(BlockTest, TheLastBlockSeesWhatTheOthersStored) {
  const unsigned blocks = 19;
  const DeviceArray<std::uint32_t> partial(blocks), sum(1);
  const DeviceArray<std::uint32_t> ticket = zeros<std::uint32_t>(1);
  ASSERT_EQ(launch(last_block_adds, {blocks, 64},
                   LastBlockArguments{partial.data(), ticket.data(), sum.data()}),
            cudaSuccess);
  EXPECT_EQ(sum.get()[0], blocks * (blocks + 1) / 2);
}

}  // namespace
}  // namespace brink::simt
