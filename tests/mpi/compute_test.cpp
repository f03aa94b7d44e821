// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/mpi/compute.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace brink {
namespace {

constexpr std::chrono::milliseconds block_time{3};

/// A backend that counts images and takes some time. It may ask for more ranges.
class FakeRunner {
 public:
  explicit FakeRunner(bool asks) : asks_(asks) {}

  GroupRunner runner() {
    return [this](const GroupJob& job, std::uint64_t, std::uint64_t count,
                  const GroupOptions& options) {
      ++calls;
      std::vector<CellTally> found = job.tallies();
      for (std::optional<ImageRange> range = ImageRange{0, count}; range;
           range = asks_ ? options.more() : std::nullopt) {
        std::this_thread::sleep_for(block_time);
        for (CellTally& cell : found) cell.samples += range->count;
      }
      return found;
    };
  }

  int calls = 0;

 private:
  bool asks_;
};

/// Blocks of 10, 11, 12 ... images.
class Source {
 public:
  explicit Source(int blocks) : blocks_(blocks) {}

  BlockSource source() {
    return {[this]() -> std::optional<ImageRange> {
              if (taken == blocks_) return std::nullopt;
              ++taken;
              return ImageRange{1000, 9u + static_cast<unsigned>(taken)};
            },
            [this](std::uint64_t images, double seconds) {
              done.push_back(images);
              EXPECT_GE(seconds, std::chrono::duration<double>(block_time).count());
            }};
  }

  int taken = 0;
  std::vector<std::uint64_t> done;

 private:
  int blocks_;
};

GroupJob job_of_cells(std::size_t cells) {
  GroupJob job;
  job.cells.resize(cells);
  return job;
}

TEST(BlockThread, OneCallForAllBlocksOrOneForEach) {
  const GroupJob job = job_of_cells(2);
  for (const bool asks : {true, false}) {
    FakeRunner fake(asks);
    Source source(3);
    std::atomic<int> woken{0};
    BlockThread thread(fake.runner(), job, {}, source.source(), [&] { ++woken; });
    const std::vector<CellTally> found = thread.take();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[1].samples, 10u + 11 + 12);
    EXPECT_EQ(source.done, (std::vector<std::uint64_t>{10, 11, 12}));
    EXPECT_EQ(fake.calls, asks ? 1 : 3);
    EXPECT_TRUE(thread.finished());
    EXPECT_EQ(woken, 1);
  }
}

TEST(BlockThread, NoBlocksNoImages) {
  const GroupJob job = job_of_cells(1);
  FakeRunner fake(true);
  Source source(0);
  BlockThread thread(fake.runner(), job, {}, source.source(), [] {});
  EXPECT_EQ(thread.take().at(0).samples, 0u);
  EXPECT_EQ(fake.calls, 0);
}

TEST(BlockThread, WakesWithWhatWentWrong) {
  const GroupJob job = job_of_cells(1);
  Source source(3);
  std::atomic<int> woken{0};
  const GroupRunner broken = [](const GroupJob&, std::uint64_t, std::uint64_t,
                                const GroupOptions&) -> std::vector<CellTally> {
    throw std::runtime_error("broken");
  };
  BlockThread thread(broken, job, {}, source.source(), [&] { ++woken; });
  EXPECT_THROW(thread.take(), std::runtime_error);
  EXPECT_TRUE(thread.finished());
  EXPECT_EQ(woken, 1);
}

TEST(BlockThread, GivenUpInTheMiddle) {
  const GroupJob job = job_of_cells(1);
  std::atomic<bool> given_up{false};
  const GroupRunner until_cancelled = [&](const GroupJob&, std::uint64_t, std::uint64_t,
                                          const GroupOptions& options) -> std::vector<CellTally> {
    while (!options.cancelled->load()) std::this_thread::yield();
    given_up = true;
    return {};
  };
  Source source(1'000'000'000);
  {
    BlockThread thread(until_cancelled, job, {}, source.source(), [] {});
  }
  EXPECT_TRUE(given_up || source.taken == 0);
  EXPECT_LE(source.taken, 1);
}

}  // namespace
}  // namespace brink
