// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <optional>
#include <vector>

#include "host/mpi/blocks.hpp"
#include "host/run/runner.hpp"

namespace brink {

/// The source of one rank's blocks of a range of images. Both functions are called from other
/// threads, but never from two at once.
struct BlockSource {
  /// Waits for the next block and returns it, or nothing when the range is over.
  std::function<std::optional<ImageRange>()> take;
  /// Is called after each block that is computed.
  std::function<void(std::uint64_t images, double seconds)> done;
};

/// Computes blocks in a thread of its own until there are no more. Its destructor gives up what
/// is not done; `take` must not wait any more by then.
class BlockThread {
 public:
  /// @param job must outlive this object
  /// @param options all but `cancelled` and `more` are used
  /// @param wake is called when the thread is about to end
  BlockThread(GroupRunner run, const GroupJob& job, GroupOptions options, BlockSource source,
              std::function<void()> wake);
  BlockThread(const BlockThread&) = delete;
  BlockThread& operator=(const BlockThread&) = delete;
  ~BlockThread();

  /// Whether the range is over, because its blocks are computed or because of an error.
  bool finished() const { return finished_.load(); }
  /// The results of all blocks together. Call it once. Rethrows an error of the thread.
  std::vector<CellTally> take() { return found_.get(); }

 private:
  std::vector<CellTally> compute();

  GroupRunner run_;
  const GroupJob& job_;
  GroupOptions options_;
  BlockSource source_;
  std::atomic<bool> given_up_{false};
  std::atomic<bool> finished_{false};
  std::future<std::vector<CellTally>> found_;
};

}  // namespace brink
