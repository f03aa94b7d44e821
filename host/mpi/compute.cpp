// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/compute.hpp"

#include <chrono>

namespace brink {

std::vector<CellTally> compute_blocks(const GroupRunner& run, const GroupJob& job,
                                      const GroupOptions& options, const BlockSource& source) {
  using Clock = std::chrono::steady_clock;
  std::vector<CellTally> total(job.cells.size(), CellTally(job.rules.size()));
  while (const auto block = source.take()) {
    const auto start = Clock::now();
    const std::vector<CellTally> found = run(job, block->first, block->count, options);
    if (found.empty()) return {};
    for (std::size_t cell = 0; cell < total.size(); ++cell) total[cell].add(found[cell]);
    source.done(block->count, std::chrono::duration<double>(Clock::now() - start).count());
  }
  if (options.cancelled != nullptr && options.cancelled->load()) return {};
  return total;
}

}  // namespace brink
