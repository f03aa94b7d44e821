// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/device/same_tallies.hpp"
#include "tests/simt/launching.hpp"

namespace brink::device {

/// The executor's first device.
inline Device executor_device() {
  const Devices found = find_devices();
  EXPECT_FALSE(found.list.empty()) << found.why_none;
  return found.list.at(0);
}

/// The tallies of brink::run_group, the device's being the same.
inline std::vector<CellTally> expect_same_as_cpu(const GroupJob& job, std::uint64_t first,
                                                 std::uint64_t count,
                                                 const EngineSettings& settings = {}) {
  const std::vector<CellTally> cpu = run_group(job, first, count, {});
  const GroupRunner runner = device_runner(executor_device(), settings);
  expect_same(runner(job, first, count, {}), cpu, job);
  return cpu;
}

}  // namespace brink::device
