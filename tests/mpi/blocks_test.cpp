// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/mpi/blocks.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace brink {
namespace {

struct Simulated {
  double seconds = 0;  ///< until the last rank is done
  std::uint64_t images = 0;
  std::size_t blocks = 0;
  std::vector<std::uint64_t> by_rank;
};

/// Ranks with these speeds (images a second) take blocks until none are left; each has its next
/// block already. Checks that the blocks form the range, in order.
Simulated simulate(std::uint64_t count, BlockSizes sizes, const std::vector<double>& truth,
                   std::optional<Speeds> known = std::nullopt) {
  constexpr unsigned threads = 1;
  constexpr std::uint64_t first = 1000;
  Blocks blocks(first, count, sizes);
  Speeds speeds = known.value_or(Speeds(truth.size()));
  Simulated result;
  result.by_rank.resize(truth.size());
  std::vector<std::vector<ImageRange>> in_hand(truth.size());
  std::vector<double> free_at(truth.size(), 0.0);  // when the first block in hand is done
  std::uint64_t next = first;
  const auto feed = [&](std::size_t rank) {
    const auto block = blocks.take(rank, threads, speeds);
    if (!block) return;
    EXPECT_EQ(block->first, next);
    EXPECT_GT(block->count, 0u);
    next += block->count;
    ++result.blocks;
    result.by_rank[rank] += block->count;
    in_hand[rank].push_back(*block);
    if (in_hand[rank].size() == 1) {
      free_at[rank] += static_cast<double>(block->count) / truth[rank];
    }
  };
  for (int round = 0; round < 2; ++round) {
    for (std::size_t rank = 0; rank < truth.size(); ++rank) feed(rank);
  }
  for (;;) {
    std::size_t soonest = truth.size();
    for (std::size_t rank = 0; rank < truth.size(); ++rank) {
      if (in_hand[rank].empty()) continue;
      if (soonest == truth.size() || free_at[rank] < free_at[soonest]) soonest = rank;
    }
    if (soonest == truth.size()) break;
    const std::uint64_t images = in_hand[soonest][0].count;
    result.seconds = std::max(result.seconds, free_at[soonest]);
    result.images += images;
    speeds.note(soonest, images, static_cast<double>(images) / truth[soonest]);
    in_hand[soonest].erase(in_hand[soonest].begin());
    if (!in_hand[soonest].empty()) {
      free_at[soonest] += static_cast<double>(in_hand[soonest][0].count) / truth[soonest];
    }
    feed(soonest);
  }
  EXPECT_EQ(next, first + count);
  EXPECT_EQ(result.images, count);
  return result;
}

double ideal_seconds(std::uint64_t count, const std::vector<double>& truth) {
  return static_cast<double>(count) / std::accumulate(truth.begin(), truth.end(), 0.0);
}

TEST(Blocks, EqualRanksEndTogether) {
  const std::vector<double> truth(4, 1e5);
  const Simulated run = simulate(4'000'000, {100, 1, 0}, truth);
  EXPECT_LT(run.seconds, 1.01 * ideal_seconds(4'000'000, truth));
  EXPECT_LT(run.blocks, 400u);  // 10 s: so few that starting them costs nothing
}

TEST(Blocks, SlowRankDoesNotHoldTheOthers) {
  const std::vector<double> truth = {1e5, 1e5, 1e3};
  const Simulated run = simulate(1'000'000, {100, 1, 0}, truth);
  EXPECT_LT(run.seconds, 1.05 * ideal_seconds(1'000'000, truth));
  EXPECT_LT(run.by_rank[2], 10'000u);
}

TEST(Blocks, RangeOfASecond) {  // the blocks of a long cell
  const std::vector<double> truth = {1e5, 0.7e5, 1.3e5};
  const Simulated run = simulate(300'000, {100, 1, 0}, truth);
  EXPECT_LT(run.seconds, 1.02 * ideal_seconds(300'000, truth));
}

TEST(Blocks, RangeOfATenthOfASecond) {
  const std::vector<double> truth(3, 1e5);
  Speeds speeds(3);
  for (std::size_t rank = 0; rank < 3; ++rank) speeds.note(rank, 100'000, 1);
  const Simulated run = simulate(30'000, {100, 1, 0}, truth, speeds);
  EXPECT_LT(run.seconds, ideal_seconds(30'000, truth) + 0.005);  // the least block
}

TEST(Blocks, FirstGuessFarTooLarge) {
  const std::vector<double> truth = {1e5, 1e3};
  const Simulated run = simulate(1'000'000, {1000, 1, 0}, truth);
  EXPECT_LT(run.seconds, 1.05 * ideal_seconds(1'000'000, truth));
}

TEST(Blocks, ThreadsGetEqualParts) {
  Blocks blocks(0, 1'000'000, {101, 1, 0});
  Speeds speeds(2);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(blocks.take(0, 4, speeds)->count % 4, 0u);
    speeds.note(0, 1003, 0.01);
  }
}

TEST(Blocks, LongImagesComeInBatches) {
  Blocks blocks(0, 10'000, {1, 16, 0});
  Speeds speeds(2);
  EXPECT_EQ(blocks.take(0, 2, speeds)->count, 32u);
  speeds.note(0, 32, 100);  // slow, but still whole batches
  EXPECT_EQ(blocks.take(0, 2, speeds)->count, 32u);
}

TEST(Blocks, LongImagesComeInWholeBatches) {
  Blocks blocks(0, 100'000, {1, 16, 0});
  Speeds speeds(2);
  for (const double images_a_second : {1e3, 7e3, 1.2345e4}) {
    speeds.note(0, static_cast<std::uint64_t>(images_a_second), 1);
    EXPECT_EQ(blocks.take(0, 3, speeds)->count % 48, 0u);
  }
}

TEST(Blocks, FewImagesForManyRanks) {
  const Simulated run = simulate(3, {100, 16, 0}, std::vector<double>(8, 1.0));
  EXPECT_EQ(*std::max_element(run.by_rank.begin(), run.by_rank.end()), 1u);
}

TEST(Blocks, FixedSizes) {
  for (const std::uint64_t size : {1, 7, 100}) {
    Blocks blocks(5, 100, {1, 1, size});
    const Speeds speeds(3);
    std::uint64_t seen = 0;
    while (const auto block = blocks.take(seen % 3, 2, speeds)) {
      EXPECT_EQ(block->first, 5 + seen);
      EXPECT_EQ(block->count, std::min(size, 100 - seen));
      seen += block->count;
    }
    EXPECT_EQ(seen, 100u);
  }
}

TEST(Blocks, RangeUpToTheLastImageNumber) {
  const std::uint64_t first = ~std::uint64_t{0} - 10;
  Blocks blocks(first, 10, {3, 1, 0});
  const Speeds speeds(1);
  std::uint64_t seen = 0;
  while (const auto block = blocks.take(0, 1, speeds)) seen += block->count;
  EXPECT_EQ(seen, 10u);
  EXPECT_FALSE(blocks.take(0, 1, speeds));
}

TEST(Speeds, SharesAddUpToOne) {
  Speeds speeds(3);
  EXPECT_DOUBLE_EQ(speeds.share(0), 1.0 / 3);
  speeds.note(0, 300, 1);
  speeds.note(1, 100, 1);  // the third rank counts as 200
  EXPECT_DOUBLE_EQ(speeds.share(0), 0.5);
  EXPECT_DOUBLE_EQ(speeds.share(0) + speeds.share(1) + speeds.share(2), 1.0);
  speeds.note(2, 5, 0);  // no time at all is not an infinite speed
  EXPECT_TRUE(std::isfinite(speeds.share(2)));
}

}  // namespace
}  // namespace brink
