// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace brink {

/// A set of CPUs of this machine, with one bit for each CPU.
using CpuMask = std::vector<unsigned long>;

/// Reads sched_getaffinity() of this process into so many bytes. Returns 0 or errno.
using ReadAffinity = std::function<int(std::size_t bytes, unsigned long* words)>;
int read_affinity(std::size_t bytes, unsigned long* words);

/// The CPUs on which this process may run, as set by taskset, numactl, a cpuset or a batch
/// system. Empty where the system does not say.
CpuMask allowed_cpus(const ReadAffinity& read = read_affinity);

std::size_t cpu_count(const CpuMask& mask);

}  // namespace brink
