// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <vector>

#include "host/cpu/collector.hpp"

namespace brink {

/// A function object that evaluates one cell. It has scratch memory of its own.
template <class Classifier, class Counts>
auto judge(const GroupJob& job, std::size_t cell) {
  return [&job, cell, costs = std::vector<CostBracket>()](const Counts& counts, CellTally& tally,
                                                          std::uint64_t times = 1) mutable {
    return evaluate<Classifier>(job.cells[cell], counts, job.rules, costs, tally, times);
  };
}

/// Does the same for a class that sees images whole.
template <class Classifier>
auto judge_image(const GroupJob& job, std::size_t cell) {
  return [&job, cell, costs = std::vector<CostBracket>(),
          scratch = std::vector<std::uint64_t>(Classifier::scratch_words(job.cells[cell].plan))](
             const std::uint16_t* image, CellTally& tally) mutable {
    return evaluate_image<Classifier>(job.cells[cell], image, job.rules, scratch.data(), costs,
                                      tally);
  };
}

}  // namespace brink
