// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "host/device/devices.hpp"
#include "host/run/runner.hpp"

namespace brink::device {

/// Limits of the engine; none of them changes a tally.
struct EngineSettings {
  /// Entries of the largest table of costs: 4 MiB, of which many fit in a device's cache.
  std::uint64_t most_costs = std::uint64_t{1} << 20;
  /// Images of a batch: kernels keep a device busy with far fewer.
  std::uint64_t most_batch = std::uint64_t{1} << 20;
  /// Images that are drawn before the tables' 32-bit counts are emptied.
  std::uint64_t most_undrained = 0xffffffff;
};

/// Carries out groups on a device that works (why_unusable() is empty), with the same
/// integers as brink::run_group. Not for several threads at once. What a group's cells
/// need is kept until other cells come. GroupOptions::threads has no meaning there.
/// The runner @throw Error(Exit::failed): the device has too little memory, or fails
GroupRunner device_runner(const Device& device, const EngineSettings& settings = {});

}  // namespace brink::device
