// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "host/mpi/blocks.hpp"
#include "host/run/runner.hpp"

namespace brink {

/// One rank's share of a range of images.
struct BlockSource {
  /// The next block, after waiting for it; none when the range is over. Other thread's.
  std::function<std::optional<ImageBlock>()> take;
  /// Told of each block that is computed.
  std::function<void(std::uint64_t images, double seconds)> done;
};

/// Computes blocks with `run` as long as there are some; returns what they found
/// together, or no tally if cancelled.
std::vector<CellTally> compute_blocks(const GroupRunner& run, const GroupJob& job,
                                      const GroupOptions& options, const BlockSource& source);

}  // namespace brink
