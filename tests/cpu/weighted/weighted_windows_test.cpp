// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/weighted/weighted_windows.hpp"

#include <gtest/gtest.h>

#include "host/cpu/group/group_worker.hpp"
#include "tests/cpu/test_group.hpp"

namespace brink {
namespace {

/// One half-space of unequal weights, at those norms of the tests that are wanted.
class WeightedGroup : public TestGroup {
 public:
  WeightedGroup(Shape shape, const std::string& kind, const std::vector<double>& norms)
      : TestGroup(shape, seed) {
    add("halfspace", 0, kind);
    for (const CostRule& rule : job().rules) {
      for (const double p : norms) {
        if (rule.norm.p == p) rules.push_back(rule);
      }
    }
  }
  std::optional<WeightedWindows> windows() const { return weighted_windows(job().cells[0], rules); }

  static constexpr std::uint64_t seed = 9;
  std::vector<CostRule> rules;
};

constexpr double infinity = std::numeric_limits<double>::infinity();
const std::vector<double> usual_norms = {0, 1, 2, infinity};

struct Sample {
  Shape shape;
  const char* kind;
};

class WeightedWindowsOf : public testing::TestWithParam<Sample> {};
INSTANTIATE_TEST_SUITE_P(
    Shapes, WeightedWindowsOf,
    testing::Values(Sample{{128, 1, 1}, "binomial"}, Sample{{512, 1, 1}, "uniform"},
                    Sample{{256, 1, 2}, "binomial"}, Sample{{256, 1, 4}, "uniform"},
                    Sample{{128, 1, 8}, "binomial"}, Sample{{512, 1, 8}, "binomial"},
                    Sample{{256, 1, 10}, "binomial"}, Sample{{512, 1, 12}, "binomial"}));

/// Counting a second time should be rare. Of 200 images in the class, 0.006 are expected beyond
/// the 4 standard deviations that windows cover. One is allowed; a correct program has more for
/// about one seed in 10^4.
TEST_P(WeightedWindowsOf, LeaveHardlyAnImageOpen) {
  const auto& [shape, kind] = GetParam();
  WeightedGroup group(shape, kind, usual_norms);
  ASSERT_TRUE(group.windows().has_value());
  GroupJob job = group.job();
  job.rules = group.rules;
  for (CellJob& cell : job.cells) cell.bracket.assign(job.rules.size(), false);
  const auto collectors = make_collectors(job, {0}, false);
  Buffer<std::uint32_t> words(chunk_words);
  job.grids.clear();
  for (const CostRule& rule : job.rules) {
    job.grids.push_back(std::make_shared<const CostGrid>(rule.real));
  }
  std::vector<CellTally> tallies = job.tallies();
  std::vector<std::size_t> undecided;
  collectors[0]->set_slots(1);
  constexpr std::uint64_t images = 400;
  for (std::uint64_t image = 0; image < images; ++image) {
    for (std::size_t position = 0; position < chunk_count(shape); ++position) {
      const Chunk chunk = chunk_at(shape, position);
      draw_chunk(shape, shape.stream(Domain::image), job.source.seed, image, chunk, words.data());
      collectors[0]->prepare(chunk);
      collectors[0]->add(0, chunk, words.data());
    }
    collectors[0]->finish(0, image, tallies, undecided);
  }
  EXPECT_LE(undecided.size(), 1u);
  EXPECT_EQ(tallies[0].samples + undecided.size(), images);
}

TEST_P(WeightedWindowsOf, CountAFractionOfThePixels) {
  const auto& [shape, kind] = GetParam();
  const WeightedGroup group(shape, kind, usual_norms);
  const auto windows = group.windows();
  ASSERT_TRUE(windows.has_value());
  EXPECT_LT(windows->low, shape.levels() / 2);
  const CellJob& cell = group.job().cells[0];
  std::uint64_t whole = 0;
  for (std::size_t c = windows->whole; c < cell.weight.size(); ++c) whole += cell.weight_size[c];
  EXPECT_LT(whole, shape.pixels() / 2);
}

TEST(WeightedWindows, AskForNothingWhereTheReachTells) {
  // b = 1 at p = inf needs one step for every image.
  const WeightedGroup group({256, 1, 1}, "binomial", {infinity});
  ASSERT_TRUE(group.windows().has_value());
  EXPECT_EQ(group.windows()->whole, group.job().cells[0].weight.size());
  EXPECT_EQ(group.windows()->low, 0u);
}

TEST(WeightedWindows, AreWiderForFewerPixels) {
  const auto low = [](std::uint32_t n) {
    return WeightedGroup({n, 1, 8}, "binomial", {2}).windows().value().low;
  };
  EXPECT_GT(low(64), low(256));
  EXPECT_GE(low(256), low(1024));
}

TEST(WeightedWindows, AreNotWorthItForTinyImages) {
  EXPECT_FALSE(WeightedGroup({4, 1, 8}, "binomial", usual_norms).windows().has_value());
  EXPECT_FALSE(WeightedGroup({16, 1, 16}, "uniform", usual_norms).windows().has_value());
}

}  // namespace
}  // namespace brink
