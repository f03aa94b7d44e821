// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "host/device/devices.hpp"
#include "host/run/runner.hpp"

namespace brink::device {

/// Limits of the engine; none of them changes a tally.
struct EngineSettings {
  /// Entries of the largest table of costs. They take 4 MiB, and many such tables fit in a
  /// device's cache.
  std::uint64_t most_costs = std::uint64_t{1} << 20;
  /// The most images of a batch. A device takes as many of a few pixels in less than a
  /// millisecond.
  std::uint64_t most_batch = std::uint64_t{1} << 27;
  /// The same where each image needs memory. Kernels keep a device busy with far fewer.
  std::uint64_t most_kept_batch = std::uint64_t{1} << 20;
  /// The most images that are drawn before the 32-bit counts of the tables are emptied.
  std::uint64_t most_undrained = 0xffffffff;
};

/// Runs groups on a device that works (why_unusable() is empty) and gives the same integers as
/// brink::run_group. Only one thread at a time may call the runner. It keeps what the cells of a
/// group need until other cells come. GroupOptions::threads has no effect there.
/// The runner @throw Error(Exit::failed) where the device has too little memory, or fails
GroupRunner device_runner(const Device& device, const EngineSettings& settings = {});

}  // namespace brink::device
