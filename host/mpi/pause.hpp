// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace brink {

/// How a rank waits for messages without keeping a core from those who compute:
/// sleeps that grow while nothing happens. (MPI's own waiting spins.)
class Pause {
 public:
  void reset() { length_ = shortest; }
  void sleep() {
    std::unique_lock lock(mutex_);
    if (rung_.wait_for(lock, length_, [this] { return ringing_; })) {
      ringing_ = false;
      reset();
    } else {
      length_ = std::min(length_ + length_ / growth, longest);
    }
  }
  /// From any thread: something happens, so this sleep ends, or the next one.
  void ring() {
    const std::lock_guard lock(mutex_);
    ringing_ = true;
    rung_.notify_one();
  }

 private:
  static constexpr std::chrono::microseconds shortest{20};
  static constexpr int growth = 4;  // by a quarter: what comes is seen a quarter too late
  // Looking for a message takes 20 us with the waking: a core loses half a per cent.
  static constexpr std::chrono::microseconds longest{4000};

  std::chrono::microseconds length_ = shortest;
  std::mutex mutex_;
  std::condition_variable rung_;
  bool ringing_ = false;
};

}  // namespace brink
