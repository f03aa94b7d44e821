// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/machine/affinity.hpp"

#include <gtest/gtest.h>
#include <sched.h>

#include <cerrno>

namespace brink {
namespace {

constexpr std::size_t word_bits = 8 * sizeof(unsigned long);

/// A kernel with a mask of `bits` CPUs. A process may use every third of them.
ReadAffinity kernel_of(std::size_t bits) {
  return [bits](std::size_t bytes, unsigned long* words) {
    if (8 * bytes < bits) return EINVAL;
    for (std::size_t cpu = 0; cpu < bits; cpu += 3)
      words[cpu / word_bits] |= 1ul << cpu % word_bits;
    return 0;
  };
}

TEST(Affinity, MachinesOfAnySize) {
  for (const std::size_t bits : {64u, 1024u, 1088u, 4096u, 65536u}) {
    EXPECT_EQ(cpu_count(allowed_cpus(kernel_of(bits))), (bits + 2) / 3) << bits;
  }
}

TEST(Affinity, UnknownWhereTheSystemDoesNotSay) {
  for (const int error : {ENOSYS, EPERM, EINVAL}) {
    EXPECT_TRUE(allowed_cpus([error](std::size_t, unsigned long*) { return error; }).empty());
  }
}

TEST(Affinity, OfThisProcess) {
  cpu_set_t before, one;
  ASSERT_EQ(sched_getaffinity(0, sizeof before, &before), 0);
  EXPECT_EQ(cpu_count(allowed_cpus()), static_cast<std::size_t>(CPU_COUNT(&before)));
  CPU_ZERO(&one);
  for (int cpu = 0; CPU_COUNT(&one) == 0; ++cpu) {
    if (CPU_ISSET(cpu, &before)) CPU_SET(cpu, &one);
  }
  ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
  EXPECT_EQ(cpu_count(allowed_cpus()), 1u);
  sched_setaffinity(0, sizeof before, &before);
}

}  // namespace
}  // namespace brink
