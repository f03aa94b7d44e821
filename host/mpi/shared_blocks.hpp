// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <mutex>
#include <optional>

#include "host/mpi/blocks.hpp"

namespace brink {

/// Blocks and speeds of one range, used on root by the thread that computes and by
/// the one that hands blocks to the other ranks.
class SharedBlocks {
 public:
  /// `speeds` must outlive it, and belongs to it until then.
  SharedBlocks(Blocks blocks, Speeds& speeds) : blocks_(blocks), speeds_(speeds) {}

  std::optional<ImageRange> take(std::size_t rank, unsigned threads) {
    const std::lock_guard lock(mutex_);
    return blocks_.take(rank, threads, speeds_);
  }
  void done(std::size_t rank, std::uint64_t images, double seconds) {
    const std::lock_guard lock(mutex_);
    speeds_.note(rank, images, seconds);
  }

 private:
  std::mutex mutex_;
  Blocks blocks_;
  Speeds& speeds_;
};

}  // namespace brink
