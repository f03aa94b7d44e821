// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/machine/cpu_allowance.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "host/machine/affinity.hpp"
#include "host/machine/cpu_quota.hpp"

namespace brink {

unsigned CpuAllowance::threads() const {
  double most = static_cast<double>(std::max<std::size_t>(1, allowed));
  if (quota) most = std::min(most, std::ceil(*quota));
  return static_cast<unsigned>(std::max(1.0, most));
}

std::string CpuAllowance::text() const {
  std::string why;
  if (threads() < allowed) {
    why = fmt::format(" (cgroup quota of {:.3g} CPU{})", *quota, *quota == 1 ? "" : "s");
  } else if (allowed < cores) {
    why = " (affinity)";
  }
  return fmt::format("{} of {} core{}{}", threads(), cores, cores == 1 ? "" : "s", why);
}

CpuAllowance cpu_allowance() {
  CpuAllowance allowance;
  const std::size_t allowed = cpu_count(allowed_cpus());
  const auto online = static_cast<std::size_t>(std::max(1L, sysconf(_SC_NPROCESSORS_ONLN)));
  allowance.cores = std::max(allowed, online);
  allowance.allowed = allowed > 0 ? allowed : allowance.cores;
  allowance.quota = cpu_quota();
  return allowance;
}

}  // namespace brink
