// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include "host/mpi/blocks.hpp"
#include "host/mpi/messages.hpp"

namespace brink {

/// Connects the thread of a rank that exchanges messages with the thread that computes. Blocks go
/// one way; notes of computed blocks go the other way.
class BlockQueue {
 public:
  void push(const ImageRange& block) {
    const std::lock_guard lock(mutex_);
    blocks_.push_back(block);
    changed_.notify_one();
  }
  /// Says that no more blocks will come.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_one();
  }
  /// Waits for a block. Returns nothing once the queue is closed and empty.
  std::optional<ImageRange> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return closed_ || !blocks_.empty(); });
    if (blocks_.empty()) return std::nullopt;
    const ImageRange block = blocks_.front();
    blocks_.pop_front();
    return block;
  }

  void note(const DoneMessage& done) {
    const std::lock_guard lock(mutex_);
    done_.push_back(done);
  }
  /// The notes since the last call.
  std::vector<DoneMessage> take_notes() {
    const std::lock_guard lock(mutex_);
    return std::exchange(done_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<ImageRange> blocks_;
  std::vector<DoneMessage> done_;
  bool closed_ = false;
};

}  // namespace brink
