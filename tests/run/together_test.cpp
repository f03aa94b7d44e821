// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/together.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "host/run/group_job.hpp"

namespace brink {
namespace {

class Together : public testing::Test {
 protected:
  Together() {
    config_.seed = 3;
    config_.samples = 1;
    config_.p = {0, 0.5, 1};
    for (const char* type : {"brightness", "halfspace", "voronoi"}) {
      ClassifierConfig classifier;
      classifier.name = classifier.type = type;
      classifier.weights = "binomial";
      config_.classifiers.push_back(classifier);
    }
    job_ = make_group_job(config_, {4, 1, 3}, tables_);
  }

  /// A runner that computes as the CPU does and keeps the ranges that it was given.
  GroupRunner noted(std::size_t runner) {
    return [this, runner](const GroupJob& job, std::uint64_t first, std::uint64_t count,
                          const GroupOptions& options) {
      GroupOptions own = options;
      note(runner, {first, count});
      if (options.more) {
        own.more = [this, runner, &options] {
          const auto range = options.more();
          if (range) note(runner, *range);
          return range;
        };
      }
      return run_group(job, first, count, own);
    };
  }

  void note(std::size_t runner, ImageRange range) {
    const std::lock_guard lock(mutex_);
    ranges_[runner].push_back(range);
  }

  std::uint64_t images_seen() const {
    std::uint64_t images = 0;
    for (const auto& ranges : ranges_) images += image_count(ranges);
    return images;
  }

  void expect_same(std::vector<CellTally> found, std::vector<CellTally> expected) {
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].samples, expected[i].samples);
      EXPECT_EQ(found[i].in_class, expected[i].in_class);
      for (std::size_t p = 0; p < found[i].upper.size(); ++p) {
        EXPECT_EQ(found[i].upper[p].tally().cost, expected[i].upper[p].tally().cost);
        EXPECT_EQ(found[i].upper[p].tally().count, expected[i].upper[p].tally().count);
        EXPECT_EQ(found[i].lower[p].tally().count, expected[i].lower[p].tally().count);
      }
    }
  }

  Config config_;
  SharedTables tables_;
  GroupJob job_;
  std::mutex mutex_;
  ImageRanges ranges_[3];
};

TEST_F(Together, HaveTheIntegersOfOne) {
  for (const std::uint64_t count : {1u, 2u, 1000u}) {
    for (ImageRanges& ranges : ranges_) ranges.clear();
    const GroupRunner all = together({noted(0), noted(1), noted(2)});
    expect_same(all(job_, 77, count, {}), run_group(job_, 77, count, {}));
    EXPECT_EQ(images_seen(), count);
  }
}

TEST_F(Together, AskAgainThoseWhoTakeOneRange) {
  const auto simple = [&](std::size_t runner) -> GroupRunner {
    return [this, runner](const GroupJob& job, std::uint64_t first, std::uint64_t count,
                          const GroupOptions& options) {
      note(runner, {first, count});
      GroupOptions own = options;
      own.more = nullptr;
      return run_group(job, first, count, own);
    };
  };
  expect_same(together({simple(0), simple(1)})(job_, 5, 1000, {}), run_group(job_, 5, 1000, {}));
  EXPECT_EQ(images_seen(), 1000u);
}

TEST_F(Together, TellHowManyImagesAllCanHold) {
  std::atomic<int> begun = 0;
  const auto holding = [&](std::uint64_t images) -> GroupRunner {
    return [&begun, images](const GroupJob& job, std::uint64_t, std::uint64_t count,
                            const GroupOptions& options) {
      options.in_flight(images);
      ++begun;
      while (begun < 2) std::this_thread::yield();  // until the other one has told as well
      std::vector<CellTally> tallies = job.tallies();
      for (CellTally& tally : tallies) tally.samples = count;
      return tallies;
    };
  };
  std::atomic<std::uint64_t> told = 0;
  GroupOptions options;
  options.in_flight = [&](std::uint64_t images) { told = std::max(told.load(), images); };
  together({holding(100), holding(30)})(job_, 0, 100000, options);
  EXPECT_EQ(told, 130u);
}

TEST_F(Together, ShareTheRangesThatFollow) {
  std::deque<ImageRange> following = {{5000, 300}, {9000, 1}};
  GroupOptions options;
  std::atomic<int> inside = 0;
  options.more = [&]() -> std::optional<ImageRange> {
    EXPECT_EQ(inside++, 0);  // never from two threads at once
    std::optional<ImageRange> next;
    if (!following.empty()) {
      next = following.front();
      following.pop_front();
    }
    --inside;
    return next;
  };
  std::vector<CellTally> expected = run_group(job_, 0, 500, {});
  for (const ImageRange range : {ImageRange{5000, 300}, ImageRange{9000, 1}}) {
    std::vector<CellTally> more = run_group(job_, range.first, range.count, {});
    for (std::size_t i = 0; i < more.size(); ++i) expected[i].add(std::move(more[i]));
  }
  expect_same(together({noted(0), noted(1)})(job_, 0, 500, options), std::move(expected));
  EXPECT_EQ(images_seen(), 801u);
}

TEST_F(Together, AFastOneDoesTheWorkOfAStuckOne) {
  std::atomic<bool> all_but_one_part = false;
  const GroupRunner stuck = [&](const GroupJob& job, std::uint64_t first, std::uint64_t count,
                                const GroupOptions& options) {
    note(0, {first, count});
    while (!all_but_one_part) std::this_thread::yield();  // until the other one has the rest
    return run_group(job, first, count, options);
  };
  const GroupRunner fast = [&](const GroupJob& job, std::uint64_t first, std::uint64_t count,
                               const GroupOptions& options) {
    std::vector<CellTally> found = noted(1)(job, first, count, options);
    all_but_one_part = true;
    return found;
  };
  expect_same(together({stuck, fast})(job_, 0, 1000, {}), run_group(job_, 0, 1000, {}));
  EXPECT_EQ(images_seen(), 1000u);
}

TEST_F(Together, AnErrorOfOneIsTheErrorOfAll) {
  std::atomic<bool> broke = false;
  const GroupRunner broken = [&](const GroupJob&, std::uint64_t, std::uint64_t,
                                 const GroupOptions&) -> std::vector<CellTally> {
    broke = true;
    throw std::runtime_error("it broke");
  };
  const GroupRunner sound = [&](const GroupJob& job, std::uint64_t first, std::uint64_t count,
                                const GroupOptions& options) {
    while (!broke) std::this_thread::yield();
    return run_group(job, first, count, options);
  };
  try {
    together({sound, broken})(job_, 0, 1000, {});
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "it broke");
  }
}

TEST_F(Together, EndEmptyHandedWhenCancelled) {
  const std::atomic<bool> cancelled = true;
  GroupOptions options;
  options.cancelled = &cancelled;
  EXPECT_TRUE(together({noted(0), noted(1)})(job_, 0, 1000, options).empty());
}

TEST_F(Together, SmallWorkStaysWithTheSmall) {
  const GroupRunner runner = by_work(noted(0), noted(1));
  // 4 x 4 pixels, drawn once, counted by two classes and searched by the third.
  const double pixels = 16 * (1 + 0.5 + 0.5 + 64);
  const auto boundary = static_cast<std::uint64_t>(large_work / pixels);
  runner(job_, 0, boundary, {});
  EXPECT_EQ(ranges_[0].size(), 1u);
  runner(job_, 0, boundary + 1, {});
  EXPECT_EQ(ranges_[1].size(), 1u);
  config_.n = {4};
  config_.bit_depth = {3};
  config_.samples = boundary;
  EXPECT_TRUE(is_little_work(config_));
  config_.n = {1, 4, 5};
  EXPECT_FALSE(is_little_work(config_));
}

}  // namespace
}  // namespace brink
