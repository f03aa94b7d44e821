// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "host/cpu/collector.hpp"
#include "host/result/image_ranges.hpp"

namespace brink {

/// How a group is run; none of it changes a result.
struct GroupOptions {
  unsigned threads = 1;
  /// Told, from any thread, how many more images are done.
  std::function<void(std::uint64_t images)> progress = [](std::uint64_t) {};
  /// Checked between batches; once true, the run ends early.
  const std::atomic<bool>* cancelled = nullptr;
  /// Asked for another range once all images of the last are handed out, until there
  /// is none: whoever cuts work into pieces need not pay for beginning and end of each.
  /// Called from any thread, never from two at once; may wait. Not set: no more.
  std::function<std::optional<ImageRange>()> more = nullptr;
};

/// Draws images first..first+count-1 and those of `options.more`, classifies each by
/// every cell of the group and solves every p. Returns one tally per cell, or none if
/// cancelled: the same integers for any number of threads and any instruction set.
std::vector<CellTally> run_group(const GroupJob& job, std::uint64_t first, std::uint64_t count,
                                 const GroupOptions& options);

}  // namespace brink
