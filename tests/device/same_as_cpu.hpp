// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/device/execution.hpp"
#include "tests/device/same_tallies.hpp"

namespace brink::device {

/// Returns the tallies of brink::run_group after checking that the device's are the same.
inline std::vector<CellTally> expect_same_as_cpu(const GroupJob& job, std::uint64_t first,
                                                 std::uint64_t count,
                                                 const EngineSettings& settings = {}) {
  const std::vector<CellTally> cpu = run_group(job, first, count, cpu_options());
  const GroupRunner runner = device_runner(test_device(), settings);
  expect_same(runner(job, first, count, {}), cpu, job);
  return cpu;
}

}  // namespace brink::device
