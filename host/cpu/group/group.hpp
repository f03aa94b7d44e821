// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "host/core/image_ranges.hpp"
#include "host/cpu/collector.hpp"

namespace brink {

/// Options of how a group is run. None of them changes a result.
struct GroupOptions {
  unsigned threads = 1;
  /// Is called, from any thread, with the number of images done since the last call.
  std::function<void(std::uint64_t images)> progress = [](std::uint64_t) {};
  /// Is checked between batches; as soon as it is true, the run ends early.
  const std::atomic<bool>* cancelled = nullptr;
  /// Is asked for another range once all images of the last range are handed out, until it
  /// returns none. The threads thereby need not wait for one another between ranges. It is called
  /// from any thread, but never from two at once, and it may wait. If it is not set, there are no
  /// more ranges.
  std::function<std::optional<ImageRange>()> more = nullptr;
  /// Is called with the number of images that can be in work at once, by a runner for which that
  /// are many. Ranges of fewer images may take as long.
  std::function<void(std::uint64_t images)> in_flight = [](std::uint64_t) {};
};

/// Draws images first..first+count-1 and those of `options.more`, classifies each by every cell
/// of the group and solves every p. Returns one tally per cell, or nothing if the run was
/// cancelled. The integers are the same for any number of threads and any instruction set.
std::vector<CellTally> run_group(const GroupJob& job, std::uint64_t first, std::uint64_t count,
                                 const GroupOptions& options);

}  // namespace brink
