// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <future>
#include <vector>

#include "host/mpi/block_queue.hpp"
#include "host/mpi/compute.hpp"

namespace brink {

/// A range of images in the works on a rank that serves root: a thread that computes
/// the blocks pushed into `queue`. Destroying it gives up what is not done.
class RangeWork {
 public:
  /// `threads`: of each block's computation.
  RangeWork(GroupRunner run, GroupJob job, unsigned threads);
  RangeWork(const RangeWork&) = delete;
  RangeWork& operator=(const RangeWork&) = delete;
  ~RangeWork();

  BlockQueue queue;

  /// Whether the range is over: its blocks are computed, or something is wrong.
  bool finished() const;
  /// What all blocks have found, once. Rethrows what went wrong.
  std::vector<CellTally> take() { return found_.get(); }

 private:
  GroupRunner run_;
  GroupJob job_;
  std::atomic<bool> given_up_{false};
  std::future<std::vector<CellTally>> found_;
};

}  // namespace brink
