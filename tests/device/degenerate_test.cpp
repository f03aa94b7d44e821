// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// Classes and shapes in which something is missing: weights, pixels, levels, or images inside.
#include <gtest/gtest.h>

#include "host/device/engine.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/device/same_as_cpu.hpp"

namespace brink::device {
namespace {

using Degenerate = DeviceTest;

constexpr std::uint64_t last_image = ~std::uint64_t{0};

ClassifierConfig half_space(const std::string& kind, std::uint64_t seed) {
  ClassifierConfig config;
  config.name = config.type = "halfspace";
  config.weights = kind;
  config.seed = seed;
  config.max_weight = 1;
  config.density = 0.02;
  return config;
}

/// Adds every class, and every class again with the largest score as threshold, so that it
/// contains no image.
void add_every_class(TestGroup& group) {
  group.add_every_classifier();
  const Shape& shape = group.job().source.shape;
  const auto pixels = static_cast<std::int64_t>(shape.pixels());
  for (const char* type : {"brightness", "majority_bit"}) {
    group.add(type, pixels * shape.top_level());
  }
  constexpr std::int64_t most_weight = 1 << 10;
  for (const char* kind : {"rademacher", "sparse", "uniform", "binomial"}) {
    group.add("halfspace", most_weight * pixels * shape.top_level(), kind);
  }
  group.add("hamming_ball", 0);
}

TEST_F(Degenerate, OnePixelAtEveryDepthAndNumberOfChannels) {
  for (std::uint32_t b = 1; b <= 16; ++b) {
    for (const std::uint32_t h : {1u, 15u}) {
      SCOPED_TRACE(testing::Message() << "h=" << h << " b=" << b);
      TestGroup group({1, h, b}, 3);
      add_every_class(group);
      expect_same_as_cpu(group.job(), 0, 40);
    }
  }
}

/// Half-spaces of a few pixels. For many seeds no pixel, or only one, has a weight.
TEST_F(Degenerate, FewWeightsOrNone) {
  std::size_t without = 0, with_one = 0;
  for (const std::uint32_t b : {1u, 4u, 5u, 8u, 16u}) {
    for (const Shape& shape : {Shape{1, 1, b}, Shape{1, 2, b}, Shape{2, 1, b}}) {
      SCOPED_TRACE(testing::Message() << "h=" << shape.h << " n=" << shape.n << " b=" << b);
      TestGroup group(shape, 3);
      for (const char* kind : {"binomial", "uniform", "sparse"}) {
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
          group.add_as_it_is(half_space(kind, seed), 0);
        }
      }
      for (const CellJob& cell : group.job().cells) {
        without += cell.weight.empty();
        with_one += cell.weighted_pixels() == 1;
      }
      expect_same_as_cpu(group.job(), 0, 30);
    }
  }
  EXPECT_GT(without, 0u);
  EXPECT_GT(with_one, 0u);
}

/// No weight, but so many pixels that each way of counting would have something to count.
TEST_F(Degenerate, NoWeightAmongManyPixels) {
  ClassifierConfig sparse = half_space("sparse", 1);
  sparse.density = 1e-12;
  for (const Shape& shape :
       {Shape{40, 1, 1}, Shape{300, 1, 1}, Shape{40, 1, 3}, Shape{64, 1, 8}, Shape{9, 1, 13}}) {
    SCOPED_TRACE(testing::Message() << "n=" << shape.n << " b=" << shape.b);
    TestGroup group(shape, 3);
    group.add_as_it_is(sparse, 0);
    ASSERT_TRUE(group.job().cells[0].weight.empty());
    const auto found = expect_same_as_cpu(group.job(), 0, 5);
    EXPECT_EQ(found[0].in_class, 0u);
  }
}

TEST_F(Degenerate, NetworksOfOnePixel) {
  for (const std::uint32_t b : {1u, 2u, 7u, 16u}) {
    for (const std::uint32_t h : {1u, 3u}) {
      TestGroup group({1, h, b}, 3);
      group.add("network", 0);
      expect_same_as_cpu(group.job(), 0, 10);
    }
  }
}

TEST_F(Degenerate, ASingleImageAndTheLastOnes) {
  for (const Shape& shape : {Shape{1, 1, 1}, Shape{1, 1, 16}, Shape{3, 1, 4}, Shape{20, 1, 1},
                             Shape{9, 2, 8}, Shape{5, 1, 12}}) {
    SCOPED_TRACE(testing::Message() << "n=" << shape.n << " b=" << shape.b);
    TestGroup group(shape, last_image);
    add_every_class(group);
    for (const std::uint64_t first : {std::uint64_t{0}, last_image - 1}) {
      expect_same_as_cpu(group.job(), first, 1);
    }
    expect_same_as_cpu(group.job(), last_image - 70, 70);
  }
}

TEST_F(Degenerate, CountsThatAreDrawn) {
  for (std::uint32_t b = 1; b <= 16; ++b) {
    for (const std::uint32_t h : {1u, 15u}) {
      SCOPED_TRACE(testing::Message() << "h=" << h << " b=" << b);
      TestGroup group({1, h, b}, 3);
      for (const std::int64_t threshold : {0, 15 << 16}) {
        group.add("brightness", threshold);
        group.add("majority_bit", threshold);
      }
      group.add("parity", 0);
      GroupJob job = group.job();
      job.multinomial = true;
      expect_same_as_cpu(job, 0, 20);
      expect_same_as_cpu(job, last_image - 1, 1);
    }
  }
}

/// One p alone gives a single item, with an exact, an exact real, or a bracketed cost.
TEST_F(Degenerate, ASingleNorm) {
  for (const Shape& shape : {Shape{1, 1, 5}, Shape{4, 1, 1}, Shape{6, 1, 4}}) {
    TestGroup group(shape, 3);
    add_every_class(group);
    for (std::size_t p = 0; p < group.job().rules.size(); ++p) {
      GroupJob job = group.job();
      job.rules = {job.rules[p]};
      for (CellJob& cell : job.cells) cell.bracket = {cell.bracket[p]};
      expect_same_as_cpu(job, 0, 20);
    }
  }
}

}  // namespace
}  // namespace brink::device
