// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/tables/stopping.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace brink {
namespace {

constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();
constexpr Shape shape{2, 1, 2};

Config config(std::optional<double> half_width) {
  Config config;
  config.samples = 1 << 20;
  config.stop_half_width = half_width;
  config.p = {1};
  config.radius_mode = RadiusMode::absolute;
  config.radius = {0, 1.0 / 3, 2.0 / 3};  // costs up to 0, 1 and 2 steps
  return config;
}

/// A cell of `images` in the class, of which `near` need one step, the others three.
CellResult cell(std::uint64_t samples, std::uint64_t images, std::uint64_t near) {
  CellResult cell;
  cell.samples = samples;
  cell.in_class = images;
  cell.tallies = {{{false, {1, 3}, {near, images - near}}, {}}};
  return cell;
}

TEST(StoppingRule, WithoutStopNoCellEnds) {
  const Config plain = config({});
  const StoppingRule rule(plain);
  EXPECT_EQ(rule.next_checkpoint(0), never);
  EXPECT_FALSE(rule.precise(cell(1 << 20, 1 << 19, 1 << 18), shape));
}

TEST(StoppingRule, CheckpointsAreFixedAndAtMostAnEighthApart) {
  const Config loose = config(0.3), tight = config(0.001);
  const StoppingRule early(loose), late(tight);
  std::uint64_t last = early.next_checkpoint(0);
  EXPECT_LE(last, 64u);
  for (std::uint64_t samples = 1; samples < 3000; ++samples) {
    const std::uint64_t next = early.next_checkpoint(samples);
    EXPECT_GT(next, samples);
    EXPECT_LE(next, std::max(last + last / 8, early.next_checkpoint(0)));
    if (next != last) {
      EXPECT_EQ(samples, last) << "a checkpoint was skipped";
    }
    last = next;
  }
  // It has the same grid, beginning where it can matter.
  const std::uint64_t first = late.next_checkpoint(0);
  EXPECT_GT(first, 1000u);
  EXPECT_EQ(early.next_checkpoint(first - 1), first);
  EXPECT_EQ(late.next_checkpoint(std::uint64_t{1} << 48), never);
}

TEST(StoppingRule, NoCheckpointIsLeftOutThatCouldEndACell) {
  for (const double half_width : {0.3, 0.05, 0.004}) {
    const Config wanted = config(half_width);
    const StoppingRule rule(wanted);
    const std::uint64_t first = rule.next_checkpoint(0);
    // All images are in the class and all are moved, which gives the narrowest interval.
    const std::uint64_t before = first - first / 8;
    EXPECT_TRUE(rule.precise(cell(first, first, first), shape));
    EXPECT_FALSE(before > 16 && rule.precise(cell(before - 1, before - 1, before - 1), shape));
  }
}

TEST(StoppingRule, AsksAboutTheWidestInterval) {
  const Config wanted = config(0.02);
  const StoppingRule rule(wanted);
  const IntervalMethod intervals(wanted);
  std::uint64_t samples = 0;
  do samples = rule.next_checkpoint(samples);
  while (!rule.precise(cell(samples, samples, samples / 2), shape));
  // At the radii 1/3 and 2/3, half of the images move, which has the widest interval; at radius 0
  // none.
  EXPECT_LE(intervals.half_width(samples / 2, samples, false), 0.02);
  const std::uint64_t before = samples - samples / 9 - 1;
  EXPECT_GT(intervals.half_width(before / 2, before, false), 0.02);
  // Few of them moved, so the interval is narrower and the cell ends sooner.
  EXPECT_TRUE(rule.precise(cell(before, before, before / 50), shape));
  // Only images of the class count.
  EXPECT_FALSE(rule.precise(cell(samples, samples / 2, samples / 4), shape));
}

TEST(StoppingRule, BothEndsOfABracketMustBeNarrow) {
  const Config wanted = config(0.02);
  const StoppingRule rule(wanted);
  const std::uint64_t images = rule.next_checkpoint(1100);
  CellResult bracket = cell(images, images, 0);
  EXPECT_TRUE(rule.precise(bracket, shape));
  // The lower costs leave open whether half of the images move.
  bracket.tallies.change(0, [&](CostTallies& tallies) {
    tallies.lower = Tally{false, {1, 3}, {images / 2, images - images / 2}};
  });
  EXPECT_FALSE(rule.precise(bracket, shape));
  // The gap between narrow ends does not matter.
  const std::uint64_t many = 50 * images;
  bracket = cell(many, many, 0);
  bracket.tallies.change(0, [&](CostTallies& tallies) {
    tallies.lower = Tally{false, {1, 3}, {many / 2, many - many / 2}};
  });
  EXPECT_TRUE(rule.precise(bracket, shape));
}

TEST(StoppingRule, EndsAtCheckpointsOnlyAndNeverWithoutImages) {
  const Config wanted = config(0.05);
  const StoppingRule rule(wanted);
  const std::uint64_t at = rule.next_checkpoint(5000);
  EXPECT_TRUE(rule.ends(cell(at, at, at / 2), shape));
  EXPECT_FALSE(rule.ends(cell(at + 1, at + 1, at / 2), shape));
  EXPECT_TRUE(rule.precise(cell(at + 1, at + 1, at / 2), shape));
  EXPECT_FALSE(rule.ends(cell(at, 0, 0), shape));
}

}  // namespace
}  // namespace brink
