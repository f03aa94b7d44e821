// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// How classes of whole images work with little memory, on devices that only the executor has.
#include <gtest/gtest.h>

#include "host/error.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/device/same_as_cpu.hpp"

namespace brink::device {
namespace {

void add_image_classes(TestGroup& group) {
  group.add("hash", 0);
  ClassifierConfig config;
  config.name = config.type = "voronoi";
  config.prototypes = 8;
  group.add(config, 0);
  config.name = config.type = "network";
  config.layers = 2;
  config.width = 4;
  group.add(config, 0);
}

using ImageMemory = DeviceTest;
class ImageMemoryInEverySchedule : public EveryExecution {};
INSTANTIATE_TEST_SUITE_P(Schedules, ImageMemoryInEverySchedule, every_execution());

/// With little memory, fewer images are in work, then fewer threads solve, then fewer blocks run,
/// which then fill their slots again and again. The costs stay the same.
TEST_P(ImageMemoryInEverySchedule, MakesDoWithLittleMemory) {
  TestGroup group({8, 1, 8}, 4);
  add_image_classes(group);
  for (const unsigned bits : {18, 20}) {
    simt::settings().memory = std::size_t{1} << bits;
    SCOPED_TRACE(bits);
    EngineSettings settings;
    settings.most_costs = 1 << 8;
    settings.most_batch = 40;
    expect_same_as_cpu(group.job(), 0, 80, settings);
  }
}

TEST_F(ImageMemory, SaysWhereThereIsNoRoomForAnImage) {
  simt::settings().memory = std::size_t{1} << 20;
  TestGroup group({512, 1, 8}, 4);
  group.add("hash", 0);
  EXPECT_THROW(device_runner(test_device())(group.job(), 0, 1, {}), Error);
}

}  // namespace
}  // namespace brink::device
