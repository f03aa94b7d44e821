// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "host/mpi/channel.hpp"
#include "host/mpi/compute.hpp"
#include "host/mpi/shared_blocks.hpp"
#include "host/run/runner.hpp"

namespace brink {

/// One range of images while root and the other ranks compute it.
class SharedRange {
 public:
  /// `threads`: [rank]. The references must outlive it.
  SharedRange(Channel& channel, Blocks blocks, Speeds& speeds, std::vector<unsigned> threads);
  SharedRange(const SharedRange&) = delete;
  SharedRange& operator=(const SharedRange&) = delete;

  /// Sends every rank its first blocks and starts root's own thread, which this object's
  /// end gives up. `job` must outlive it; `wake` is called when the thread is done.
  void start(const GroupRunner& local, const GroupJob& job, const GroupOptions& options,
             std::function<void()> wake);
  /// A message of a rank about its part.
  void handle(const Message& message);
  /// Whether all parts are there. Rethrows what went wrong in root's own.
  bool finished();
  /// The tallies of the whole range.
  std::vector<CellTally> take();

 private:
  void feed(unsigned rank);

  Channel& channel_;
  SharedBlocks blocks_;
  std::vector<unsigned> threads_;
  std::vector<bool> closed_;  ///< [rank] whether it was told that no block is left
  std::size_t missing_;       ///< ranks whose tallies are not there
  std::size_t norms_ = 0;
  std::function<void(std::uint64_t)> progress_;
  std::vector<CellTally> total_;
  bool own_added_ = false;
  std::optional<BlockThread> own_;  // last: it is joined first
};

}  // namespace brink
