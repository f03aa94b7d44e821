// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/launch_pacer.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "tests/cpu/test_group.hpp"
#include "tests/device/same_as_cpu.hpp"

namespace brink::device {
namespace {

constexpr std::uint64_t most = 1 << 20;

TEST(LaunchPacer, HasNoLimitWhereTheSystemHasNone) {
  LaunchPacer pacer(most, false);
  EXPECT_EQ(pacer.images(), most);
  pacer.took(most, 10);
  EXPECT_EQ(pacer.images(), most);
}

/// Devices that take from a nanosecond to a hundredth of a second for an image: no batch takes as
/// much as a second, and after some batches they take at least a sixteenth of one, if there are
/// enough images.
TEST(LaunchPacer, FindsTheBatchOfEverySpeed) {
  for (double image_seconds = 1e-9; image_seconds < 1e-2; image_seconds *= 3) {
    LaunchPacer pacer(most, true);
    EXPECT_LT(pacer.images(), most / 100);
    for (int batch = 0; batch < 30; ++batch) {
      const double seconds = image_seconds * static_cast<double>(pacer.images());
      if (image_seconds < 2e-4) {
        EXPECT_LE(seconds, 1);
      }
      if (batch > 20) {
        EXPECT_LE(seconds, 0.25);
        EXPECT_TRUE(pacer.images() == most || seconds >= 1.0 / 16) << image_seconds;
      }
      pacer.took(pacer.images(), seconds);
    }
  }
}

TEST(LaunchPacer, AnImageAtATimeIsTheLeast) {
  LaunchPacer pacer(10, true);
  EXPECT_EQ(pacer.images(), 1u);
  pacer.took(1, 100);
  EXPECT_EQ(pacer.images(), 1u);
}

#ifdef BRINK_SIMT
using LimitedTime = DeviceTest;

TEST_F(LimitedTime, BatchesStartSmallAndGrow) {
  simt::settings().limits_time = true;
  TestGroup group({5, 1, 3}, 4);
  group.add("brightness", 0);
  group.add("halfspace", 0, "binomial");
  EngineSettings settings;
  settings.most_batch = 512;
  std::vector<std::uint64_t> told;
  GroupOptions options;
  options.progress = [&](std::uint64_t images) { told.push_back(images); };
  // So few images are 20 batches at most, where the machine is so slow that they do not grow.
  constexpr std::uint64_t images = 40;
  expect_same(device_runner(test_device(), settings)(group.job(), 0, images, options),
              run_group(group.job(), 0, images, {}), group.job());
  ASSERT_GE(told.size(), 3u);
  EXPECT_LE(told.front(), 2u);
  EXPECT_EQ(std::accumulate(told.begin(), told.end(), std::uint64_t{0}), images);
}
#endif

}  // namespace
}  // namespace brink::device
