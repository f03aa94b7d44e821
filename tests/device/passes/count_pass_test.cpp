// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/count_pass.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "host/config/classifier_types.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/device/same_as_cpu.hpp"

namespace brink::device {
namespace {

/// One cell of each class that needs level counts only.
GroupJob counted(TestGroup& group, std::int64_t threshold = 0) {
  for (const std::string_view type : level_count_types()) group.add(std::string(type), threshold);
  GroupJob job = group.job();
  job.multinomial = true;
  return job;
}

class CountPass : public EveryExecution {};
INSTANTIATE_TEST_SUITE_P(Schedules, CountPass, every_execution());

/// Trees of a thread, a warp and a block, inside and outside shared memory, for few pixels and
/// many.
TEST_P(CountPass, HasTheIntegersOfTheCpu) {
  for (const std::uint32_t b : {1u, 2u, 4u, 5u, 8u, 9u, 12u, 13u, 16u}) {
    for (const std::uint32_t n : {1u, 5u, 64u, 1000u, 16384u}) {
      if (b > 12 && n == 64) continue;  // 65536 splits an image
      SCOPED_TRACE(testing::Message() << "n=" << n << " b=" << b);
      TestGroup group({n, 1, b}, 9);
      const GroupJob job = counted(group);
      const auto found = expect_same_as_cpu(job, 100, b > 12 ? 3 : b > 8 ? 6 : 70);
      if (b <= 8 && n > 1) {
        EXPECT_GT(found[0].in_class, 10u);
      }
    }
  }
}

TEST_P(CountPass, GoesOnInSeveralBatches) {
  EngineSettings settings;
  settings.most_batch = 100;
  for (const Shape& shape : {Shape{65535, 1, 1}, Shape{100, 3, 3}, Shape{9, 1, 6}}) {
    TestGroup group(shape, 2);
    const GroupJob job = counted(group, -4);
    expect_same_as_cpu(job, (std::uint64_t{1} << 32) - 130, 350, settings);
  }
}

TEST_P(CountPass, StartsAnewWithEachRange) {
  TestGroup group({50, 1, 1}, 2);
  const GroupJob job = counted(group);
  const GroupRunner runner = device_runner(test_device());
  for (const std::uint64_t first : {0ull, 1000ull}) {
    expect_same(runner(job, first, 500, {}), run_group(job, first, 500, {}), job);
  }
}

using CountPassAlone = DeviceTest;

TEST_F(CountPassAlone, RefusesClassesThatSeeMore) {
  TestGroup group({8, 1, 2});
  group.add("halfspace", 0, "rademacher");
  GroupJob job = group.job();
  job.multinomial = true;
  EXPECT_THROW(device_runner(test_device())(job, 0, 1, {}), std::invalid_argument);
}

}  // namespace
}  // namespace brink::device
