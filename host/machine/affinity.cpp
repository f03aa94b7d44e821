// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/machine/affinity.hpp"

#include <sched.h>

#include <bit>
#include <cerrno>

namespace brink {
namespace {

// The words of cpu_set_t. The kernel refuses a mask shorter than its own with EINVAL.
constexpr std::size_t first_words = 1024 / (8 * sizeof(unsigned long));
// 2^20 CPUs, far more than any kernel knows.
constexpr std::size_t most_words = first_words << 10;

}  // namespace

int read_affinity(std::size_t bytes, unsigned long* words) {
  return sched_getaffinity(0, bytes, reinterpret_cast<cpu_set_t*>(words)) == 0 ? 0 : errno;
}

CpuMask allowed_cpus(const ReadAffinity& read) {
  for (std::size_t words = first_words; words <= most_words; words *= 2) {
    CpuMask mask(words);
    const int error = read(words * sizeof(unsigned long), mask.data());
    if (error == 0) return mask;
    if (error != EINVAL) break;
  }
  return {};
}

std::size_t cpu_count(const CpuMask& mask) {
  std::size_t count = 0;
  for (const unsigned long word : mask) count += static_cast<std::size_t>(std::popcount(word));
  return count;
}

}  // namespace brink
