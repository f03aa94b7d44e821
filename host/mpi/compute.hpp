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

/// One rank's share of a range of images. Both are called from other threads, never
/// from two at once.
struct BlockSource {
  /// The next block, after waiting for it; none when the range is over.
  std::function<std::optional<ImageRange>()> take;
  /// Told of each block that is computed.
  std::function<void(std::uint64_t images, double seconds)> done;
};

/// Computes blocks in a thread of its own as long as there are some. Destroying it gives
/// up what is not done; `take` must not wait any more then.
class BlockThread {
 public:
  /// @param job must outlive it
  /// @param options but for `cancelled` and `more`
  /// @param wake called when the thread is about to end
  BlockThread(GroupRunner run, const GroupJob& job, GroupOptions options, BlockSource source,
              std::function<void()> wake);
  BlockThread(const BlockThread&) = delete;
  BlockThread& operator=(const BlockThread&) = delete;
  ~BlockThread();

  /// Whether the range is over: its blocks are computed, or something is wrong.
  bool finished() const { return finished_.load(); }
  /// What all blocks have found together, once. Rethrows what went wrong.
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
