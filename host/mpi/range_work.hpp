// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <vector>

#include "host/mpi/block_queue.hpp"
#include "host/mpi/compute.hpp"

namespace brink {

/// A range of images in the works on a rank that serves root: a thread that computes
/// the blocks pushed into `queue`. Destroying it gives up what is not done.
class RangeWork {
 public:
  /// @param threads of each block's computation
  /// @param wake called from other threads when there is a note in the queue, or the end
  RangeWork(GroupRunner run, GroupJob job, unsigned threads, std::function<void()> wake);
  RangeWork(const RangeWork&) = delete;
  RangeWork& operator=(const RangeWork&) = delete;
  ~RangeWork() { queue.close(); }

  BlockQueue queue;

  /// Whether the range is over: its blocks are computed, or something is wrong.
  bool finished() const { return thread_.finished(); }
  /// What all blocks have found, once. Rethrows what went wrong.
  std::vector<CellTally> take() { return thread_.take(); }

 private:
  GroupJob job_;
  BlockThread thread_;
};

}  // namespace brink
