// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/group/group.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <thread>

#include "host/cpu/draw/chunk.hpp"
#include "tests/cpu/each_instruction_set.hpp"
#include "tests/cpu/naive_group.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/deadline.hpp"

namespace brink {
namespace {

Counts counts_of(CostAccumulator accumulator) {
  const Tally tally = accumulator.tally();
  Counts counts;
  for (std::size_t i = 0; i < tally.cost.size(); ++i) counts[tally.cost[i]] = tally.count[i];
  return counts;
}

void expect_same(const std::vector<CellTally>& found, const std::vector<CellTally>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t cell = 0; cell < found.size(); ++cell) {
    ASSERT_EQ(found[cell].samples, expected[cell].samples) << cell;
    ASSERT_EQ(found[cell].in_class, expected[cell].in_class) << cell;
    for (std::size_t p = 0; p < found[cell].upper.size(); ++p) {
      ASSERT_EQ(counts_of(found[cell].upper[p]), counts_of(expected[cell].upper[p])) << cell;
      ASSERT_EQ(counts_of(found[cell].lower[p]), counts_of(expected[cell].lower[p])) << cell;
    }
  }
}

void expect_naive(const GroupJob& job, const std::vector<CellTally>& found, std::uint64_t first,
                  std::uint64_t count) {
  ASSERT_EQ(found.size(), job.cells.size());
  for (std::size_t cell = 0; cell < found.size(); ++cell) {
    SCOPED_TRACE(job.cells[cell].config->type + " " + job.cells[cell].config->weights);
    NaiveCell naive(job, cell);
    naive.see(first, count);
    ASSERT_EQ(found[cell].samples, count);
    ASSERT_EQ(found[cell].in_class, naive.in_class);
    for (std::size_t p = 0; p < job.rules.size(); ++p) {
      ASSERT_EQ(counts_of(found[cell].upper[p]), naive.upper[p]) << "p=" << job.rules[p].norm.p;
      ASSERT_EQ(counts_of(found[cell].lower[p]), naive.lower[p]) << "p=" << job.rules[p].norm.p;
    }
  }
}

struct Sample {
  Shape shape;
  std::uint64_t images;
};

std::string sample_name(const testing::TestParamInfo<Sample>& info) {
  const Shape& shape = info.param.shape;
  return fmt::format("n{}h{}b{}", shape.n, shape.h, shape.b);
}

class GroupOfShape : public testing::TestWithParam<Sample> {};
INSTANTIATE_TEST_SUITE_P(
    Shapes, GroupOfShape,
    testing::Values(Sample{{1, 1, 1}, 40}, Sample{{1, 1, 16}, 20}, Sample{{5, 1, 1}, 200},
                    Sample{{7, 2, 2}, 100}, Sample{{5, 3, 3}, 100}, Sample{{8, 1, 4}, 100},
                    Sample{{33, 1, 5}, 30}, Sample{{7, 1, 6}, 60}, Sample{{9, 2, 7}, 60},
                    Sample{{16, 1, 8}, 60}, Sample{{7, 1, 9}, 60}, Sample{{20, 2, 10}, 20},
                    Sample{{11, 1, 11}, 20}, Sample{{7, 2, 12}, 20}, Sample{{33, 1, 13}, 10},
                    Sample{{5, 1, 14}, 10}, Sample{{9, 1, 15}, 10}, Sample{{5, 1, 16}, 10},
                    // More than one chunk of words, and more images than are in work at once.
                    Sample{{450, 1, 1}, 20}, Sample{{185, 3, 2}, 20}, Sample{{180, 2, 3}, 20},
                    Sample{{160, 1, 8}, 20}, Sample{{113, 1, 11}, 18}, Sample{{63, 1, 13}, 10},
                    Sample{{113, 1, 16}, 5}),
    sample_name);

constexpr std::uint64_t run_seed = 0xc000000000000005;
constexpr double depth = 0.3;  // far beyond what the windows cover
// The numbers of the images cross 2^32, where the third word of their counters changes.
constexpr std::uint64_t first_image = (std::uint64_t{1} << 32) - 7;

TEST_P(GroupOfShape, FindsWhatTheDefinitionsSay) {
  const auto& [shape, images] = GetParam();
  TestGroup group(shape, run_seed);
  group.add_every_classifier();
  expect_naive(group.job(), run_group(group.job(), first_image, images, {}), first_image, images);
}

/// Images so deep in their class that the levels counted at first do not suffice. A second pass
/// must decide, for short images and for long ones.
TEST_P(GroupOfShape, DecidesWhatTheWindowsLeaveOpen) {
  const auto& [shape, images] = GetParam();
  TestGroup group(shape, run_seed);
  group.add_every_classifier(depth);
  const std::uint64_t few = std::min<std::uint64_t>(images, 18);
  expect_naive(group.job(), run_group(group.job(), 5, few, {}), 5, few);
}

TEST(Group, WindowsLeaveDeepImagesOpen) {  // so the test above tests what it says
  const Shape shape{63, 1, 13};
  TestGroup group(shape, run_seed);
  group.add_every_classifier(depth);
  const auto collectors = make_collectors(group.job(), {0, 2, 3, 6}, false);
  Buffer<std::uint32_t> words(chunk_words);
  std::vector<CellTally> tallies = group.job().tallies();
  std::vector<std::size_t> undecided;
  const Chunk chunk = chunk_at(shape, 0);
  ASSERT_EQ(chunk_count(shape), 1u);
  draw_chunk(shape, shape.stream(Domain::image), run_seed, 5, chunk, words.data());
  for (const auto& collector : collectors) {
    collector->set_slots(1);
    collector->prepare(chunk);
    collector->add(0, chunk, words.data());
    collector->finish(0, 5, tallies, undecided);
  }
  std::sort(undecided.begin(), undecided.end());
  EXPECT_EQ(undecided, (std::vector<std::size_t>{0, 2, 3, 6}));
  EXPECT_EQ(tallies[0].samples, 0u);
}

using GroupEverywhere = EachInstructionSet;
INSTANTIATE_TEST_SUITE_P(Sets, GroupEverywhere, testing::ValuesIn(simd::instruction_sets()),
                         instruction_set_name);

TEST_P(GroupEverywhere, SameIntegersForAnyNumberOfThreads) {
  for (const Sample& sample :
       {Sample{{5, 1, 1}, 3000}, Sample{{7, 3, 6}, 1500}, Sample{{16, 1, 8}, 700},
        Sample{{7, 1, 12}, 150}, Sample{{160, 1, 8}, 40}}) {
    TestGroup group(sample.shape, run_seed);
    group.add_every_classifier();
    ASSERT_TRUE(simd::force_instruction_set(simd::instruction_sets().back()));
    const auto expected = run_group(group.job(), first_image, sample.images, {});
    ASSERT_TRUE(simd::force_instruction_set(GetParam()));
    for (const unsigned threads : {1u, 2u, 7u}) {
      expect_same(run_group(group.job(), first_image, sample.images, with_threads(threads)),
                  expected);
    }
  }
}

/// Where there are many costs, every thread rounds them to few by the same rule.
TEST_P(GroupEverywhere, SameBoundedTalliesForAnyNumberOfThreads) {
  constexpr std::size_t most = 30;
  const std::vector<double> limits = {1e2, 1e4, 1e6};
  TestGroup group({9, 1, 16}, run_seed);
  group.add("brightness", 0);
  group.add("halfspace", 0, "binomial");
  ASSERT_TRUE(simd::force_instruction_set(simd::instruction_sets().back()));
  auto whole = run_group(group.job(), first_image, 300, {});
  group.bound_tallies(most, limits);
  std::vector<CellTally> expected = group.job().tallies();
  bool rounded = false;
  for (std::size_t cell = 0; cell < whole.size(); ++cell) {
    expected[cell].samples = whole[cell].samples;
    expected[cell].in_class = whole[cell].in_class;
    for (std::size_t p = 0; p < whole[cell].upper.size(); ++p) {
      expected[cell].upper[p].add(Tally(whole[cell].upper[p].tally()));
      expected[cell].lower[p].add(Tally(whole[cell].lower[p].tally()));
      rounded = rounded || expected[cell].upper[p].tally().bits < Tally::exact;
    }
  }
  EXPECT_TRUE(rounded);
  ASSERT_TRUE(simd::force_instruction_set(GetParam()));
  for (const unsigned threads : {1u, 2u, 7u}) {
    expect_same(run_group(group.job(), first_image, 300, with_threads(threads)), expected);
  }
}

TEST(Group, PartsAddUpToTheWhole) {
  for (const Sample& sample : {Sample{{6, 1, 8}, 500}, Sample{{160, 1, 8}, 37}}) {
    TestGroup group(sample.shape, run_seed);
    group.add_every_classifier();
    const auto whole = run_group(group.job(), 10, sample.images, with_threads(2));
    for (const std::uint64_t middle : {std::uint64_t{1}, sample.images / 3, sample.images - 1}) {
      auto parts = run_group(group.job(), 10, middle, {});
      const auto rest =
          run_group(group.job(), 10 + middle, sample.images - middle, with_threads(7));
      for (std::size_t cell = 0; cell < parts.size(); ++cell) parts[cell].add(rest[cell]);
      expect_same(parts, whole);
    }
  }
}

TEST(Group, RangesThatFollowAreDrawnToo) {
  const ImageRanges ranges = {{10, 1}, {400, 90}, {95, 5}, {first_image, 33}};
  for (const Shape shape : {Shape{6, 1, 8}, Shape{129, 1, 8}}) {
    TestGroup group(shape, run_seed);
    group.add_every_classifier();
    std::vector<CellTally> expected = group.job().tallies();
    for (const ImageRange& range : ranges) {
      const auto part = run_group(group.job(), range.first, range.count, {});
      for (std::size_t cell = 0; cell < part.size(); ++cell) expected[cell].add(part[cell]);
    }
    for (const unsigned threads : {1u, 3u}) {
      GroupOptions options = with_threads(threads);
      std::size_t asked = 0;
      options.more = [&]() -> std::optional<ImageRange> {
        if (++asked < ranges.size()) return ranges[asked];
        return std::nullopt;
      };
      expect_same(run_group(group.job(), ranges[0].first, ranges[0].count, options), expected);
      EXPECT_EQ(asked, ranges.size());  // not asked again after the answer that there are none
    }
  }
}

TEST(Group, ThreadsShareWhatFollowsAFirstImage) {
  TestGroup group({5, 1, 4});
  group.add("parity", 0);
  std::atomic<bool> alone = true;
  const auto self = std::this_thread::get_id();
  GroupOptions options = with_threads(2);
  options.progress = [&](std::uint64_t) {
    if (std::this_thread::get_id() != self) alone = false;
  };
  // Gives ranges until the second thread has started.
  options.more = [&, deadline = Deadline()]() -> std::optional<ImageRange> {
    if (alone && !deadline.passed()) return ImageRange{7, 1};
    return std::nullopt;
  };
  run_group(group.job(), 0, 1, options);
  EXPECT_FALSE(alone);
}

TEST(Group, WhatGoesWrongInOneThreadEndsTheOthers) {
  TestGroup group({5, 1, 4});
  group.add("parity", 0);
  std::atomic<bool> wrong = false;
  const Deadline deadline;
  GroupOptions options = with_threads(2);
  options.progress = [&](std::uint64_t) {
    if (!wrong.exchange(true)) throw std::runtime_error("wrong");
  };
  options.more = [&]() -> std::optional<ImageRange> {
    if (deadline.passed()) return std::nullopt;
    return ImageRange{7, 1};
  };
  EXPECT_THROW(run_group(group.job(), 0, 1, options), std::runtime_error);
  EXPECT_FALSE(deadline.passed());
}

TEST(Group, TellsEveryImageAsProgress) {
  TestGroup group({5, 1, 4});
  group.add("parity", 0);
  std::atomic<std::uint64_t> told = 0;
  GroupOptions options = with_threads(3);
  options.progress = [&](std::uint64_t images) { told += images; };
  run_group(group.job(), 0, 100001, options);
  EXPECT_EQ(told, 100001u);
}

TEST(Group, GivesNothingOnceCancelled) {
  TestGroup group({5, 1, 4});
  group.add("parity", 0);
  std::atomic<bool> cancelled = false;
  GroupOptions options = with_threads(2);
  options.cancelled = &cancelled;
  EXPECT_EQ(run_group(group.job(), 0, 10, options).size(), 1u);
  options.progress = [&](std::uint64_t) { cancelled = true; };
  EXPECT_TRUE(run_group(group.job(), 0, 10000000000, options).empty());
}

}  // namespace
}  // namespace brink
