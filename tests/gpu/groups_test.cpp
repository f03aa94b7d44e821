// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "host/device/engine.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/device/same_as_cpu.hpp"

namespace brink::device {
namespace {

using Gpu = DeviceTest;

/// Images for a thread, a warp and a block each, and every family of bit depths.
TEST_F(Gpu, EveryClassifierHasTheIntegersOfTheCpu) {
  for (const Shape shape :
       {Shape{1, 1, 1}, Shape{6, 3, 1}, Shape{40, 1, 1}, Shape{300, 1, 1}, Shape{7, 1, 2},
        Shape{33, 1, 5}, Shape{100, 1, 8}, Shape{8, 1, 13}, Shape{20, 1, 16}}) {
    SCOPED_TRACE(testing::Message() << "h=" << shape.h << " n=" << shape.n << " b=" << shape.b);
    TestGroup group(shape, 3);
    group.add_every_classifier();
    expect_same_as_cpu(group.job(), (std::uint64_t{1} << 32) - 700, 1500);
  }
}

TEST_F(Gpu, DeepClassesHaveTheIntegersOfTheCpu) {
  for (const Shape shape : {Shape{30, 1, 1}, Shape{25, 1, 4}, Shape{12, 1, 12}}) {
    TestGroup group(shape, 3);
    group.add_every_classifier(0.1);
    expect_same_as_cpu(group.job(), 0, 1000);
  }
}

/// A space of 2^16 images, each drawn once.
TEST_F(Gpu, ExhaustiveSpaces) {
  TestGroup group({4, 1, 1}, 1, true);
  group.add_every_classifier();
  expect_same_as_cpu(group.job(), 0, 1 << 16);
}

TEST_F(Gpu, DrawnLevelCounts) {
  for (const Shape shape :
       {Shape{64, 1, 1}, Shape{1000, 1, 4}, Shape{300, 1, 8}, Shape{100, 1, 13}}) {
    TestGroup group(shape, 9);
    group.add("brightness", 0);
    group.add("majority_bit", 0);
    group.add("parity", 0);
    GroupJob job = group.job();
    job.multinomial = true;
    expect_same_as_cpu(job, 100, 1000);
  }
}

TEST_F(Gpu, Networks) {
  TestGroup group({8, 1, 3}, 9);
  group.add("network", 0);
  expect_same_as_cpu(group.job(), 0, 100);
}

}  // namespace
}  // namespace brink::device
