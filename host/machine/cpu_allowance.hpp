// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace brink {

/// What this process may use of the machine's CPUs.
struct CpuAllowance {
  std::size_t cores = 1;        ///< of the machine
  std::size_t allowed = 1;      ///< cores on which the process may run
  std::optional<double> quota;  ///< time that its control groups allow, in CPUs

  /// As many threads as can run at once. A part of a CPU is worth one thread.
  unsigned threads() const;
  /// In words: "1 of 2 cores (affinity)", "2 of 8 cores (cgroup quota of 1.5 CPUs)", "8 of 8
  /// cores".
  std::string text() const;
};

CpuAllowance cpu_allowance();

}  // namespace brink
