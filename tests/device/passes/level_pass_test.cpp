// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// Compares level counts on the device with the CPU backend, for every mapping, family of bit
// depths and class.
#include "host/device/passes/level_pass.hpp"

#include <fmt/format.h>

#include "host/config/classifier_types.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/device/execution.hpp"
#include "tests/device/level_passes.hpp"
#include "tests/device/same_tallies.hpp"

namespace brink::device {
namespace {

/// Adds one cell of every class that needs level counts only; see TestGroup::add_every_classifier
/// for `depth`.
void add_level_classes(TestGroup& group, double depth) {
  const Shape& shape = group.job().source.shape;
  const auto pixels = static_cast<double>(shape.pixels());
  const auto below_zero = [&](double largest) {
    return -static_cast<std::int64_t>(depth * largest);
  };
  group.add("brightness", below_zero(pixels * shape.top_level()));
  group.add("brightness", 9 + below_zero(pixels * shape.top_level()));
  group.add("halfspace", below_zero(pixels * shape.top_level()), "rademacher");
  constexpr double density = 0.3;  // of the test group
  group.add("halfspace", below_zero(density * pixels * shape.top_level()), "sparse");
  group.add("majority_bit", below_zero(pixels));
  group.add("hamming_ball", static_cast<std::int64_t>(pixels - pixels / shape.levels()));
  group.add("parity", 0);
}

struct Sample {
  Shape shape;
  std::uint64_t images;
  LevelSettings settings;
};

std::string mapping_name(const LevelSettings& settings) {
  if (settings.parts > 1) return fmt::format("parts{}", settings.parts);
  if (!settings.mapping) return "chosen";
  switch (*settings.mapping) {
    case Mapping::thread:
      return "thread";
    case Mapping::warp:
      return "warp";
    case Mapping::block:
      break;
  }
  return "block";
}

// With one or two blocks, nearly all groups of threads have several images.
constexpr LevelSettings by_thread{Mapping::thread, 0, 1};
constexpr LevelSettings by_warp{Mapping::warp, 0, 1};
constexpr LevelSettings by_block{Mapping::block, 1, 2};
constexpr LevelSettings by_parts{Mapping::block, 3, 4};
constexpr LevelSettings chosen{};

std::vector<Sample> samples() {
  std::vector<Sample> all;
  const auto add = [&](Shape shape, std::uint64_t images, std::vector<LevelSettings> settings) {
    // On the executor every thread of a block takes time, whether it has work or not.
    for (const LevelSettings& each : settings) {
      const bool large = each.mapping == Mapping::block;
      all.push_back({shape, large ? (images + 5) / 6 : images, each});
    }
  };
  const std::vector<LevelSettings> any{by_thread, by_warp, by_block, by_parts, chosen};
  const std::vector<LevelSettings> not_by_thread{by_warp, by_block, by_parts, chosen};
  // One bit: images are counted by ones and, above 65536 pixels, judged one by one.
  add({1, 1, 1}, 40, {by_thread, by_warp, by_block});
  add({5, 1, 1}, 150, {by_thread, by_warp, by_block});
  add({40, 2, 1}, 60, {by_thread, by_warp, by_block, chosen});
  add({151, 3, 1}, 6, not_by_thread);
  // Few bits: every level is counted, or one level in a window.
  add({7, 2, 2}, 90, any);
  add({33, 1, 2}, 50, any);
  add({5, 3, 3}, 90, any);
  add({8, 1, 4}, 90, any);
  add({33, 1, 5}, 40, any);
  add({9, 2, 7}, 70, any);
  add({16, 1, 8}, 70, any);
  add({129, 1, 6}, 12, not_by_thread);
  // More bits: windows of several levels, and lists.
  add({5, 2, 9}, 40, not_by_thread);
  add({20, 2, 10}, 20, not_by_thread);
  add({7, 1, 11}, 40, any);
  add({33, 1, 13}, 12, not_by_thread);
  add({5, 1, 14}, 70, any);
  add({9, 1, 15}, 30, any);
  add({1, 1, 16}, 40, any);
  add({5, 1, 16}, 70, any);
  add({65, 1, 16}, 5, {by_block, by_parts, chosen});
  return all;
}

constexpr std::uint64_t run_seed = 0xc000000000000005;
// The numbers of the images cross 2^32, where the third word of their counters changes.
constexpr std::uint64_t first_image = (std::uint64_t{1} << 32) - 7;
/// So deep in their class that the levels counted at first do not suffice.
constexpr double depth = 0.3;

/// The device has one multiprocessor, so that a grid still has several blocks.
class LevelPasses : public DeviceTest {
 protected:
  void SetUp() override {
    DeviceTest::SetUp();
    limit_multiprocessors(1);
  }
};

std::string sample_name(const testing::TestParamInfo<Sample>& info) {
  const Shape& shape = info.param.shape;
  return fmt::format("n{}h{}b{}{}", shape.n, shape.h, shape.b, mapping_name(info.param.settings));
}

class LevelPassOfShape : public LevelPasses, public testing::WithParamInterface<Sample> {};
INSTANTIATE_TEST_SUITE_P(Shapes, LevelPassOfShape, testing::ValuesIn(samples()), sample_name);

/// Shapes at which windows can leave images undecided.
std::vector<Sample> samples_with_windows() {
  std::vector<Sample> some;
  for (const Sample& sample : samples()) {
    const Shape& shape = sample.shape;
    const bool listed = shape.pixels() < shape.levels() / 16;
    if (shape.b > 1 && shape.pixels() > 100 && !listed && sample.settings.mapping) {
      some.push_back(sample);
    }
  }
  return some;
}

class LevelPassInDepth : public LevelPasses, public testing::WithParamInterface<Sample> {};
INSTANTIATE_TEST_SUITE_P(Shapes, LevelPassInDepth, testing::ValuesIn(samples_with_windows()),
                         sample_name);

void expect_cpu_tallies(const GroupJob& job, const Sample& sample) {
  const auto expected = run_group(job, first_image, sample.images, {});
  // Classes share the words of an image in every other schedule.
  LevelSettings settings = sample.settings;
  settings.clients = 1;
  for (const Execution& execution : executions()) {
    execute_as(execution);
    settings.clients = settings.clients == 1 ? most_level_clients : 1;
    LevelPassRun passes(job, settings, (sample.images + 2) / 3);
    expect_same(passes.run(first_image, sample.images), expected, job);
    if (testing::Test::HasFailure()) return;
  }
}

TEST_P(LevelPassOfShape, FindsWhatTheCpuFinds) {
  const Sample& sample = GetParam();
  TestGroup group(sample.shape, run_seed);
  add_level_classes(group, 0);
  expect_cpu_tallies(group.job(), sample);
}

TEST_P(LevelPassInDepth, DecidesWhatTheWindowsLeaveOpen) {
  Sample sample = GetParam();
  sample.images = std::min<std::uint64_t>(sample.images, 3);  // a block for each item of each
  TestGroup group(sample.shape, run_seed);
  add_level_classes(group, depth);
  expect_cpu_tallies(group.job(), sample);
}

/// In windows of its own, which are those of no other class.
TEST_F(LevelPasses, JudgeEachClassOfBareLevelsAlone) {
  for (const std::string_view type : level_count_types()) {
    SCOPED_TRACE(type);
    for (const Sample& sample :
         {Sample{{30, 1, 2}, 20, by_warp}, Sample{{40, 1, 8}, 20, by_block},
          Sample{{33, 1, 13}, 12, by_warp}, Sample{{5, 1, 16}, 30, chosen}}) {
      TestGroup group(sample.shape, run_seed);
      group.add(std::string(type), 0);
      expect_cpu_tallies(group.job(), sample);
    }
  }
}

TEST_F(LevelPasses, SeeEveryImageOfASpace) {
  for (const Shape shape : {Shape{1, 7, 1}, Shape{1, 3, 2}, Shape{1, 2, 3}, Shape{1, 1, 5}}) {
    for (const LevelSettings& settings : {by_thread, by_warp, by_block}) {
      TestGroup group(shape, run_seed, true);
      add_level_classes(group, 0);
      const std::uint64_t images = std::uint64_t{1} << (shape.pixels() * shape.b);
      LevelPassRun passes(group.job(), settings, 200);
      expect_same(passes.run(0, images), run_group(group.job(), 0, images, {}), group.job());
    }
  }
  const Shape wide{1, 2, 16};  // the last images of 2^32: all bits of the word
  TestGroup group(wide, run_seed, true);
  add_level_classes(group, 0);
  constexpr std::uint64_t first = (std::uint64_t{1} << 32) - 100;
  LevelPassRun passes(group.job(), by_thread, 100);
  expect_same(passes.run(first, 100), run_group(group.job(), first, 100, {}), group.job());
}

TEST_F(LevelPasses, StartAnewAfterEachRange) {
  for (const Shape shape : {Shape{5, 1, 1}, Shape{8, 1, 4}}) {
    TestGroup group(shape, run_seed);
    add_level_classes(group, 0);
    LevelPassRun passes(group.job(), chosen, 64);
    for (const std::uint64_t first : {0, 1000}) {
      expect_same(passes.run(first, 150), run_group(group.job(), first, 150, {}), group.job());
    }
  }
}

TEST_F(LevelPasses, AreSharedByClassesOfBareLevels) {
  TestGroup group({5, 1, 4}, run_seed);
  add_level_classes(group, 0);
  LevelSettings apart;
  apart.clients = 1;
  EXPECT_EQ(LevelPassRun(group.job(), apart, 1).size(), 4u);  // two half-spaces, a ball, the rest
}

/// Each image is drawn once for all classes with masks, as long as their counts fit.
TEST_F(LevelPasses, DrawAnImageOnceForAllMasksThatFit) {
  const auto passes = [&](Shape shape, std::size_t balls) {
    TestGroup group(shape, run_seed);
    for (std::size_t c = 0; c < balls; ++c) {
      group.add("hamming_ball", static_cast<std::int64_t>(c + 1));
    }
    return LevelPassRun(group.job(), chosen, 1).size();
  };
  EXPECT_EQ(passes({8, 1, 4}, 4), 1u);
  EXPECT_EQ(passes({64, 1, 8}, 8), 1u);
  EXPECT_EQ(passes({64, 1, 8}, 9), 2u);
  EXPECT_EQ(passes({300, 1, 1}, 3), 1u);  // more pixels than are counted by their ones
  TestGroup deep({65, 1, 16}, run_seed);  // four histograms do not fit in shared memory
  add_level_classes(deep, 0);
  EXPECT_GT(LevelPassRun(deep.job(), chosen, 1).size(), 1u);
}

/// At b = 1 up to four classes share the words of an image; one class has them to itself.
TEST_F(LevelPasses, ShareTheWordsOfAnImageAtOneBit) {
  for (const std::size_t classes : {1, 2, 4, 5, 9}) {
    for (const LevelSettings& settings : {by_thread, by_warp, by_block}) {
      TestGroup group({9, 1, 1}, run_seed);
      for (std::size_t c = 0; c < classes; ++c) {
        switch (c % 3) {
          case 0:
            group.add("halfspace", 0, "sparse");
            break;
          case 1:
            group.add("hamming_ball", 40);
            break;
          default:
            group.add("halfspace", 3, "rademacher");
        }
      }
      LevelPassRun passes(group.job(), settings, 50);
      EXPECT_EQ(passes.size(), (classes + 3) / 4);
      expect_same(passes.run(0, 100), run_group(group.job(), 0, 100, {}), group.job());
    }
  }
}

/// Only p = 1 is asked for, so that no window is needed but the sum, at any depth.
TEST_F(LevelPasses, NeedNoWindowsForTheSum) {
  TestGroup group({16, 1, 8}, run_seed);
  group.add("brightness", -1000);
  GroupJob job = group.job();
  job.rules = {job.rules[2]};
  job.cells[0].bracket = {false};
  LevelPassRun passes(job, by_warp, 30);
  expect_same(passes.run(0, 30), run_group(job, 0, 30, {}), job);
}

}  // namespace
}  // namespace brink::device
