// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// How the engine works with little memory, on devices that only the executor has.
#include <gtest/gtest.h>

#include <string>

#include "host/device/engine.hpp"
#include "host/error.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/device/same_as_cpu.hpp"

namespace brink::device {
namespace {

/// Cells of every kind of sink: exact and bracketed, integer and real costs.
void add_mixture(TestGroup& group) {
  group.add("dictator", 0);
  group.add("brightness", 0);
  group.add("halfspace", 0, "binomial");
}

using EngineMemory = DeviceTest;

std::string refusal(const GroupJob& job, const EngineSettings& settings = {}) {
  try {
    device_runner(test_device(), settings)(job, 0, 10, {});
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Exit::failed);
    return error.what();
  }
  return "";
}

TEST_F(EngineMemory, LessMemoryMakesSmallerBatches) {
  TestGroup group({5, 1, 3}, 4);
  add_mixture(group);
  std::size_t most_batches = 0;
  for (const std::size_t memory : {256u << 20, 8u << 20, 2u << 20}) {
    simt::settings().memory = memory;
    std::size_t batches = 0;
    GroupOptions options;
    options.progress = [&](std::uint64_t) { ++batches; };
    EngineSettings settings;
    const auto found = device_runner(test_device(), settings)(group.job(), 0, 20000, options);
    expect_same(found, run_group(group.job(), 0, 20000, with_threads(2)), group.job());
    EXPECT_GE(batches, most_batches) << memory;
    most_batches = batches;
  }
  EXPECT_GT(most_batches, 2u);
}

/// The runtime takes the memory of the stacks at the first launch. A batch that had taken it
/// before would end in an error of the runtime.
TEST_F(EngineMemory, StacksOfKernelsHaveRoomBesideTheBatches) {
  TestGroup group({4, 1, 6}, 4);
  group.add("brightness", 0);
  group.add("hash", 0);
  for (const std::size_t memory : {64u << 20, 48u << 20}) {
    simt::settings().memory = memory;
    simt::settings().stack = (16u << 20) / (2048 * simt::settings().multiprocessors);
    EngineSettings settings;
    settings.most_costs = 0;  // lists of the costs then take all the memory that they can get
    const auto found = device_runner(test_device(), settings)(group.job(), 0, 100, {});
    expect_same(found, run_group(group.job(), 0, 100, with_threads(2)), group.job());
  }
}

TEST_F(EngineMemory, TooLittleMemoryIsOneClearError) {
  TestGroup group({300, 1, 8}, 4);
  add_mixture(group);
  std::size_t refused = 0;
  for (std::size_t memory = 1 << 10; memory <= 1 << 22; memory *= 2) {
    simt::settings().memory = memory;
    const std::string line = refusal(group.job());
    if (line.empty()) continue;
    ++refused;
    EXPECT_NE(line.find("free"), std::string::npos) << line;
    EXPECT_NE(line.find("--device cpu"), std::string::npos) << line;
    EXPECT_EQ(line.find('\n'), std::string::npos) << line;
  }
  EXPECT_GT(refused, 2u);
}

}  // namespace
}  // namespace brink::device
