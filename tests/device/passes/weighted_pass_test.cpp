// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/weighted_pass.hpp"

#include <gtest/gtest.h>

#include "host/cpu/weighted/weighted_windows.hpp"
#include "host/device/passes/half_space_tables.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/device/same_as_cpu.hpp"

namespace brink::device {
namespace {

/// The largest |w| of uniform weights; 0 means binomial weights.
constexpr std::uint32_t binomial = 0;

void add_half_space(TestGroup& group, std::uint32_t most_weight, std::int64_t threshold = 0) {
  group.add_half_space(most_weight == binomial ? "binomial" : "uniform", most_weight, threshold);
}

class WeightedPass : public EveryExecution {};
INSTANTIATE_TEST_SUITE_P(Schedules, WeightedPass, every_execution());

/// Every way of counting: in shared memory, in device memory, sorted caps, and a single |w|.
TEST_P(WeightedPass, HasTheIntegersOfTheCpu) {
  for (const Shape& shape : {Shape{8, 1, 1}, Shape{40, 1, 1}, Shape{7, 2, 2}, Shape{64, 1, 2},
                             Shape{16, 1, 3}, Shape{23, 1, 3}, Shape{5, 1, 8}, Shape{64, 1, 4},
                             Shape{20, 1, 8}, Shape{3, 1, 16}, Shape{6, 1, 12}}) {
    for (const std::uint32_t most_weight : {binomial, 1u, 7u, 1023u}) {
      SCOPED_TRACE(testing::Message() << "h=" << shape.h << " n=" << shape.n << " b=" << shape.b
                                      << " W=" << most_weight);
      TestGroup group(shape, 5);
      add_half_space(group, most_weight);
      const auto found = expect_same_as_cpu(group.job(), 0, 40);
      EXPECT_GT(found[0].in_class, 5u);
    }
  }
}

/// Two levels: bit planes of up to 15 different |w|, and more than that without; pairs of images
/// and single ones, in one part and in several, with and without a part of a last block.
TEST_P(WeightedPass, CountsBitPlanesOfTheWeights) {
  for (const auto& [n, images] : {std::pair{70u, 5u}, {16u, 9u}, {33u, 1u}, {300u, 2u}}) {
    for (const std::uint32_t most_weight : {binomial, 2u, 15u, 16u}) {
      SCOPED_TRACE(testing::Message() << "n=" << n << " W=" << most_weight);
      TestGroup group({n, 1, 1}, 5);
      add_half_space(group, most_weight, -static_cast<std::int64_t>(n));
      const HalfSpaceTables tables(group.job().cells[0]);
      EXPECT_EQ(tables.has_planes(), most_weight != 16);
      expect_same_as_cpu(group.job(), 11, images);
    }
  }
}

TEST_P(WeightedPass, CountsLargeImagesBySeveralBlocks) {
  TestGroup group({300, 1, 6}, 3);
  add_half_space(group, binomial);
  add_half_space(group, 7, -5);
  expect_same_as_cpu(group.job(), (std::uint64_t{1} << 32) - 1, 3);
}

/// Pairs only in windows, and images that are drawn again.
TEST_P(WeightedPass, CountsWindowsAndThenWhole) {
  TestGroup group({256, 1, 11}, 3);
  add_half_space(group, binomial);
  const auto top = static_cast<std::int64_t>(group.job().source.shape.top_level());
  // The windows suffice for scores up to 1672 top levels above the threshold, which is four
  // standard deviations. At these depths they suffice for all, some, or hardly any images.
  for (const std::int64_t depth : {500, 1300, 1700, 2500}) {
    add_half_space(group, binomial, -depth * top);
  }
  const GroupJob& job = group.job();
  ASSERT_TRUE(weighted_windows(job.cells[0], job.rules).has_value());
  expect_same_as_cpu(job, 7, 12);
}

TEST_P(WeightedPass, SharesItsMemoryAmongHalfSpacesAndBatches) {
  TestGroup group({5, 1, 10}, 4);
  add_half_space(group, 1023);  // sorted caps
  add_half_space(group, 1);     // a single |w|
  add_half_space(group, binomial, -1000);
  EngineSettings settings;
  settings.most_batch = 7;
  expect_same_as_cpu(group.job(), 1000, 50, settings);
}

/// Thresholds far below 0, so that goals take nearly every pixel.
TEST_P(WeightedPass, SolvesImagesDeepInTheirClass) {
  // Some sorted caps of the second shape are equal.
  for (const Shape& shape : {Shape{9, 1, 4}, Shape{11, 1, 12}}) {
    TestGroup group(shape, 6);
    const auto depth = static_cast<std::int64_t>(2 * shape.pixels() * shape.top_level());
    add_half_space(group, 7, -depth);
    const auto found = expect_same_as_cpu(group.job(), 0, 40);
    EXPECT_GT(found[0].in_class, 30u);
  }
}

TEST_P(WeightedPass, SeesEveryImageOnce) {
  for (const Shape& shape : {Shape{3, 1, 1}, Shape{2, 1, 2}, Shape{1, 2, 3}}) {
    TestGroup group(shape, 1, true);
    add_half_space(group, binomial);
    add_half_space(group, 7);
    expect_same_as_cpu(group.job(), 0, std::uint64_t{1} << shape.pixels() * shape.b);
  }
}

using HalfSpaceTablesTest = DeviceTest;

TEST_F(HalfSpaceTablesTest, HaveTheWeightsOfTheCpu) {
  for (const Shape& shape : {Shape{7, 1, 1}, Shape{11, 2, 3}, Shape{13, 1, 8}, Shape{5, 1, 16}}) {
    TestGroup group(shape);
    add_half_space(group, 7);
    const CellJob& job = group.job().cells[0];
    const HalfSpaceTables tables(job);
    const std::vector<std::int32_t> weight = weights(*job.config, shape);
    const std::uint64_t places = tables.order().places();
    std::vector<bool> seen(weight.size());
    std::vector<std::uint16_t> row(tables.sorted() ? 0 : places);
    std::vector<std::uint32_t> cap_place(tables.sorted() ? places : 0);
    cudaMemcpy(row.data(), tables.row(), row.size() * sizeof row[0], cudaMemcpyDeviceToHost);
    cudaMemcpy(cap_place.data(), tables.cap_place(), cap_place.size() * sizeof cap_place[0],
               cudaMemcpyDeviceToHost);
    std::vector<bool> taken(tables.weighted_pixels());
    for (std::uint64_t place = 0; place < places; ++place) {
      const std::uint64_t i = tables.order().pixel(place / 4, place % 4);
      const std::int32_t expected = i < weight.size() ? weight[i] : 0;
      if (i < weight.size()) seen[i] = true;
      const std::uint32_t number =
          tables.sorted() ? PlaceMark::number(cap_place[place]) : RowMark::number(row[place]);
      const std::uint32_t top = shape.top_level();
      const std::uint32_t cap = tables.sorted() ? PlaceMark::cap(cap_place[place], 0, top)
                                                : RowMark::cap(row[place], 0, top);
      ASSERT_EQ(number == 0, expected == 0);
      if (number == 0) continue;
      ASSERT_EQ(cap, expected < 0 ? top : 0);
      std::size_t weight_class = number - 1;
      if (tables.sorted()) {
        ASSERT_FALSE(taken[number - 1]);
        taken[number - 1] = true;
        weight_class = 0;
        for (std::uint64_t end = job.weight_size[0]; end <= number - 1;) {
          end += job.weight_size[++weight_class];
        }
      }
      ASSERT_EQ(job.weight[weight_class], static_cast<std::uint32_t>(std::abs(expected)));
    }
    for (const bool pixel : seen) ASSERT_TRUE(pixel);
    for (const bool place : taken) ASSERT_EQ(place, tables.sorted());
  }
}

}  // namespace
}  // namespace brink::device
