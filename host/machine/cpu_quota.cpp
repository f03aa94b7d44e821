// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/machine/cpu_quota.hpp"

#include <algorithm>
#include <fstream>

#include "host/machine/cgroup_folders.hpp"

namespace brink {
namespace {

namespace fs = std::filesystem;

/// The limit in one group's folder. Returns nothing for "max" and -1, which mean no limit.
std::optional<double> folder_limit(const fs::path& folder) {
  double quota = 0, period = 0;  // quota is the time in each period
  if (!(std::ifstream(folder / "cpu.max") >> quota >> period)) {
    std::ifstream(folder / "cpu.cfs_quota_us") >> quota;
    std::ifstream(folder / "cpu.cfs_period_us") >> period;
  }
  if (quota <= 0 || period <= 0) return std::nullopt;
  return quota / period;
}

}  // namespace

std::optional<double> cpu_quota(const fs::path& root) {
  std::optional<double> least;
  for (const fs::path& folder : cgroup_folders(root)) {
    const std::optional<double> found = folder_limit(folder);
    if (found) least = std::min(*found, least.value_or(*found));
  }
  return least;
}

}  // namespace brink
