// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// Large shapes at which a device does what it does not do for small ones: several blocks share an
// image, shared memory exceeds 48 KiB, and histograms are in device memory.
#include <gtest/gtest.h>

#include "host/device/engine.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/device/same_as_cpu.hpp"

namespace brink::device {
namespace {

using LargeImages = DeviceTest;

/// A threshold below 0 by a share of the largest score.
std::int64_t below_zero(double share, double largest) {
  return -static_cast<std::int64_t>(share * largest);
}

/// Adds classes of level counts, with masks and without, that contain nearly every image if
/// `deep`. The windows around their typical levels then do not suffice.
void add_level_classes(TestGroup& group, double deep) {
  const Shape& shape = group.job().source.shape;
  const auto pixels = static_cast<double>(shape.pixels());
  group.add("brightness", below_zero(deep, pixels * shape.top_level()));
  group.add("halfspace", below_zero(deep, pixels * shape.top_level()), "rademacher");
  group.add("majority_bit", below_zero(deep, pixels));
  group.add("hamming_ball", static_cast<std::int64_t>(pixels - pixels / shape.levels()));
  group.add("parity", 0);
}

/// There are few images, so each is dealt out to several blocks; the last block to end judges it.
TEST_F(LargeImages, AreSharedByBlocks) {
  for (const Shape& shape : {Shape{1024, 1, 1}, Shape{600, 1, 8}, Shape{300, 3, 4}}) {
    SCOPED_TRACE(testing::Message() << "n=" << shape.n << " b=" << shape.b);
    TestGroup group(shape, 3);
    add_level_classes(group, 0);
    for (const std::uint64_t images : {1, 3}) {
      expect_same_as_cpu(group.job(), (std::uint64_t{1} << 32) - 2, images);
    }
  }
}

TEST_F(LargeImages, LeaveOpenWhatASecondLookDecides) {
  for (const Shape& shape : {Shape{128, 1, 10}, Shape{600, 1, 8}, Shape{100, 1, 16}}) {
    SCOPED_TRACE(testing::Message() << "n=" << shape.n << " b=" << shape.b);
    TestGroup group(shape, 3);
    add_level_classes(group, 0.3);
    expect_same_as_cpu(group.job(), 5, 2);
  }
}

/// 15 classes of |w| and a row for the weight 0 take 64 KiB at 1024 levels.
TEST_F(LargeImages, HalfSpacesTakeMoreThan48KiBOfSharedMemory) {
  TestGroup group({128, 1, 10}, 3);
  constexpr std::uint32_t most_weight = 15;
  for (const std::int64_t threshold : {0, -300 * 1023}) {
    group.add_half_space("uniform", most_weight, threshold);
  }
  ASSERT_EQ(group.job().cells[0].weight.size(), most_weight);
  expect_same_as_cpu(group.job(), 0, 6);
}

TEST_F(LargeImages, HalfSpacesLookTwice) {
  TestGroup group({256, 1, 11}, 3);
  for (const std::int64_t depth : {0, 1300, 2500}) {
    group.add("halfspace", -depth * group.job().source.shape.top_level(), "binomial");
  }
  expect_same_as_cpu(group.job(), 7, 3);
}

TEST_F(LargeImages, HalfSpacesAreSharedByBlocks) {
  for (const Shape& shape : {Shape{1024, 1, 1}, Shape{600, 1, 8}}) {
    TestGroup group(shape, 3);
    group.add("halfspace", 0, "binomial");
    group.add("halfspace", 0, "uniform");
    expect_same_as_cpu(group.job(), 0, 2);
  }
}

/// Numbers of ones, and trees of counts, that do not fit in shared memory.
TEST_F(LargeImages, AreCountedWithoutBeingDrawn) {
  struct Drawn {
    Shape shape;
    std::uint64_t images;
  };
  for (const auto& [shape, images] : {Drawn{{2000, 1, 1}, 3000},
                                      {{65535, 1, 1}, 500},
                                      {{1000, 1, 8}, 40},
                                      {{500, 1, 12}, 4},
                                      {{300, 1, 13}, 3},
                                      {{1000, 1, 16}, 2}}) {
    SCOPED_TRACE(testing::Message() << "n=" << shape.n << " b=" << shape.b);
    TestGroup group(shape, 9);
    group.add("brightness", 0);
    group.add("majority_bit", 0);
    group.add("parity", 0);
    GroupJob job = group.job();
    job.multinomial = true;
    expect_same_as_cpu(job, 100, images);
  }
}

/// More pixels than the threads of one warp take.
TEST_F(LargeImages, ThatAreSeenWhole) {
  for (const Shape& shape : {Shape{130, 1, 1}, Shape{70, 1, 8}}) {
    TestGroup group(shape, 9);
    group.add("hash", 0);
    group.add("voronoi", 0);
    expect_same_as_cpu(group.job(), 0, 4);
  }
}

}  // namespace
}  // namespace brink::device
