// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

#include "host/cpu/group/group.hpp"
#include "host/device/choice.hpp"
#ifdef BRINK_SIMT
#include "tests/simt/launching.hpp"
#endif

// Where tests of the device backend run. With the executor they run on it; it takes threads and
// streams in several orders. Without the executor they run on the machine's GPU, and are reported
// as skipped if no GPU works.
namespace brink::device {

#ifdef BRINK_SIMT

using Execution = simt::Schedule;
inline std::vector<Execution> executions() { return simt::schedules(); }
inline void execute_as(const Execution& execution) { simt::settings().schedule = execution; }
inline void defer_streams(bool deferred) { simt::settings().deferred = deferred; }
inline void limit_multiprocessors(int most) { simt::settings().multiprocessors = most; }
/// The options for the CPU runs with which results are compared.
inline GroupOptions cpu_options() { return {}; }

/// The first device.
inline Device test_device() {
  const Devices found = find_devices();
  EXPECT_FALSE(found.list.empty()) << found.why_none;
  return found.list.at(0);
}

using DeviceTest = simt::SimtTest;

#else

struct Execution {};  ///< the only one
inline std::vector<Execution> executions() { return {Execution{}}; }
inline void execute_as(const Execution&) {}
inline void defer_streams(bool) {}
inline void limit_multiprocessors(int) {}
inline GroupOptions cpu_options() {
  GroupOptions options;
  options.threads = std::max(1u, std::thread::hardware_concurrency());
  return options;
}

inline Device test_device() { return choose(Wish{}).devices.at(0); }

class DeviceTest : public testing::Test {
 protected:
  void SetUp() override {
    const Choice choice = choose(Wish{});
    if (choice.devices.empty()) GTEST_SKIP() << "no GPU: " << choice.why_cpu;
  }
};

#endif

/// Runs a test in every execution that there is.
class EveryExecution : public DeviceTest, public testing::WithParamInterface<Execution> {
 protected:
  void SetUp() override {
    DeviceTest::SetUp();
    execute_as(GetParam());
  }
};

inline auto every_execution() { return testing::ValuesIn(executions()); }

}  // namespace brink::device
