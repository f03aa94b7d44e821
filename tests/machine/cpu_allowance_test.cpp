// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/machine/cpu_allowance.hpp"

#include <gtest/gtest.h>

namespace brink {
namespace {

void expect(const CpuAllowance& allowance, unsigned threads, const char* text) {
  EXPECT_EQ(allowance.threads(), threads);
  EXPECT_EQ(allowance.text(), text);
}

TEST(CpuAllowance, TheStricterLimitIsNamed) {
  expect({8, 8, {}}, 8, "8 of 8 cores");
  expect({1, 1, {}}, 1, "1 of 1 core");
  expect({2, 1, {}}, 1, "1 of 2 cores (affinity)");
  expect({8, 4, 16.0}, 4, "4 of 8 cores (affinity)");
  expect({8, 4, 4.0}, 4, "4 of 8 cores (affinity)");
  expect({8, 4, 2.0}, 2, "2 of 8 cores (cgroup quota of 2 CPUs)");
  expect({64, 64, 1.0}, 1, "1 of 64 cores (cgroup quota of 1 CPU)");
}

TEST(CpuAllowance, APartOfACpuIsWorthAThread) {
  expect({8, 8, 1.5}, 2, "2 of 8 cores (cgroup quota of 1.5 CPUs)");
  expect({8, 8, 0.25}, 1, "1 of 8 cores (cgroup quota of 0.25 CPUs)");
  expect({8, 8, 7.25}, 8, "8 of 8 cores");
}

TEST(CpuAllowance, OfThisProcess) {
  const CpuAllowance own = cpu_allowance();
  EXPECT_GE(own.allowed, 1u);
  EXPECT_LE(own.allowed, own.cores);
  EXPECT_LE(own.threads(), own.allowed);
}

}  // namespace
}  // namespace brink
