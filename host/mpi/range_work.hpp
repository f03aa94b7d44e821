// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <vector>

#include "host/mpi/block_queue.hpp"
#include "host/mpi/compute.hpp"

namespace brink {

/// A range of images in work on a rank that serves root: a thread computes the blocks that are
/// pushed into `queue`. The destructor gives up what is not done.
class RangeWork {
 public:
  /// @param threads of each block's computation
  /// @param wake is called from other threads when a note is in the queue, or at the end
  RangeWork(GroupRunner run, GroupJob job, unsigned threads, const std::function<void()>& wake);
  RangeWork(const RangeWork&) = delete;
  RangeWork& operator=(const RangeWork&) = delete;
  ~RangeWork() { queue.close(); }

  BlockQueue queue;

  /// Whether the range is over, because its blocks are computed or because of an error.
  bool finished() const { return thread_.finished(); }
  /// The results of all blocks. Call it once. Rethrows an error of the thread.
  std::vector<CellTally> take() { return thread_.take(); }

 private:
  GroupJob job_;
  BlockThread thread_;
};

}  // namespace brink
