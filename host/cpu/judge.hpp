// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <vector>

#include "host/cpu/collector.hpp"

namespace brink {

/// A function object that evaluates one cell, with its own scratch memory.
template <class Classifier, class Counts>
auto judge(const GroupJob& job, std::size_t cell) {
  return [&job, cell, costs = std::vector<CostBracket>()](const Counts& counts, CellTally& tally,
                                                          std::uint64_t times = 1) mutable {
    return evaluate<Classifier>(job.cells[cell], counts, job.rules, costs, tally, times);
  };
}

}  // namespace brink
