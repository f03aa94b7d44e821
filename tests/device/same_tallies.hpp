// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <ostream>
#include <vector>

#include "host/cpu/group/group.hpp"
#include "host/device/engine.hpp"

namespace brink::device {

inline void expect_same_costs(CostAccumulator a, CostAccumulator b) {
  const Tally own = a.tally();
  const Tally other = b.tally();
  EXPECT_EQ(own.cost, other.cost);
  EXPECT_EQ(own.count, other.count);
  EXPECT_EQ(own.bits, other.bits);
}

inline void expect_same(const std::vector<CellTally>& device, const std::vector<CellTally>& cpu,
                        const GroupJob& job) {
  ASSERT_EQ(device.size(), cpu.size());
  for (std::size_t cell = 0; cell < cpu.size(); ++cell) {
    EXPECT_EQ(device[cell].samples, cpu[cell].samples);
    EXPECT_EQ(device[cell].in_class, cpu[cell].in_class);
    for (std::size_t p = 0; p < job.rules.size(); ++p) {
      SCOPED_TRACE(testing::Message() << "cell " << cell << " (" << job.cells[cell].config->type
                                      << "), p = " << job.rules[p].norm.p);
      expect_same_costs(device[cell].upper[p], cpu[cell].upper[p]);
      expect_same_costs(device[cell].lower[p], cpu[cell].lower[p]);
    }
  }
}

}  // namespace brink::device
