// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "host/mpi/blocks.hpp"
#include "host/mpi/channel.hpp"
#include "host/mpi/compute.hpp"
#include "host/run/runner.hpp"

namespace brink {

/// One range of images while root and the other ranks compute it.
class SharedRange {
 public:
  /// `threads`: [rank]. The references must outlive this object.
  SharedRange(Channel& channel, Blocks blocks, Speeds& speeds, std::vector<unsigned> threads);
  SharedRange(const SharedRange&) = delete;
  SharedRange& operator=(const SharedRange&) = delete;

  /// Sends every rank its first blocks and starts root's own thread, which the destructor stops.
  /// `job` must outlive this object. `wake` is called when the thread is done.
  void start(const GroupRunner& local, const GroupJob& job, const GroupOptions& options,
             std::function<void()> wake);
  /// Handles a rank's message about its part.
  void handle(const Message& message);
  /// Whether all parts have arrived. Rethrows an error of root's own part.
  bool finished();
  /// The tallies of the whole range.
  std::vector<CellTally> take();

 private:
  void feed(unsigned rank);
  // Both of root's threads call these.
  std::optional<ImageRange> next_block(unsigned rank);
  void note(unsigned rank, std::uint64_t images, double seconds);

  Channel& channel_;
  std::mutex mutex_;  ///< of blocks and speeds
  Blocks blocks_;
  Speeds& speeds_;
  std::vector<unsigned> threads_;
  std::vector<bool> closed_;  ///< [rank] whether it knows that no block is left
  std::size_t missing_;       ///< number of ranks whose tallies have not arrived
  CostGrids grids_;
  std::function<void(std::uint64_t)> progress_;
  std::vector<CellTally> total_;
  bool own_added_ = false;
  std::optional<BlockThread> own_;  // last member: is joined first
};

}  // namespace brink
