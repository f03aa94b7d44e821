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

/// The CUDA devices and versions of this program and this machine.
struct Devices {
  std::vector<Device> list;
  std::string why_none;  ///< for people: the reason, where the list is empty
  std::string versions;  ///< "runtime 13.0, driver 13.0"; empty where there is none
};

/// Finds the devices. Never throws: every failure becomes a reason why there is no device.
Devices find_devices();

/// The reason, for people, why the device cannot be used. It is empty where a small kernel ran on
/// the device and computed what the CPU computes.
std::string why_unusable(const Device& device);

}  // namespace brink::device
