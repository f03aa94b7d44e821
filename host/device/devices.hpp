// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace brink::device {

/// A CUDA device as the runtime describes it.
struct Device {
  unsigned number = 0;
  std::string name;
  int major = 0, minor = 0;  ///< compute capability
  std::uint64_t memory = 0;  ///< bytes
  unsigned multiprocessors = 0;

  /// "cuda:0, NVIDIA H100 80GB HBM3"
  std::string title() const { return "cuda:" + std::to_string(number) + ", " + name; }
};

/// What this program and this machine have of CUDA.
struct Devices {
  std::vector<Device> list;
  std::string why_none;  ///< where the list is empty: the reason, for people
  std::string versions;  ///< "runtime 13.0, driver 13.0"; empty where there is none
};

/// Never throws: whatever goes wrong is a reason why there is no device.
Devices find_devices();

/// Why the device cannot be used, for people; empty where a small kernel ran on it and
/// computed what the CPU computes.
std::string why_unusable(const Device& device);

}  // namespace brink::device
