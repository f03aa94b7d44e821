// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace brink {

/// The way in which a rank waits for messages without keeping a core from threads that compute:
/// by sleeps that grow while nothing happens. (MPI's own waiting keeps a core busy.)
class Pause {
 public:
  using Length = std::chrono::microseconds;

  /// Looking for a message takes 20 us, including waking up, so a core loses half a per cent.
  explicit Pause(Length shortest = Length{20}, Length longest = Length{4000})
      : shortest_(shortest), longest_(longest) {}

  void reset() { length_ = shortest_; }
  /// The length of the next sleep, unless something happens.
  Length length() const { return length_; }
  void sleep() {
    std::unique_lock lock(mutex_);
    if (rung_.wait_for(lock, length_, [this] { return ringing_; })) {
      ringing_ = false;
      reset();
    } else {
      length_ = std::min(length_ + length_ / growth, longest_);
    }
  }
  /// Says, from any thread, that something happened. This ends the current sleep, or the next
  /// one.
  void ring() {
    const std::lock_guard lock(mutex_);
    ringing_ = true;
    rung_.notify_one();
  }

 private:
  static constexpr int growth = 4;  // by a quarter: what comes is seen a quarter too late

  Length shortest_, longest_;
  Length length_ = shortest_;
  std::mutex mutex_;
  std::condition_variable rung_;
  bool ringing_ = false;
};

}  // namespace brink
