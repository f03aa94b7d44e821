// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace brink {

/// Calls a function at short intervals, from a thread of its own, until it is destroyed.
class Ticker {
 public:
  /// The interval: short enough that nobody waits for it, and long compared with the time of a
  /// call.
  static constexpr std::chrono::milliseconds moment{50};

  /// `tick` must not throw.
  explicit Ticker(std::function<void()> tick) : tick_(std::move(tick)) {}

 private:
  void run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      ended_.wait_for(lock, stop, moment, [] { return false; });
      tick_();
    }
  }

  std::function<void()> tick_;
  std::mutex mutex_;
  std::condition_variable_any ended_;
  std::jthread thread_{[this](const std::stop_token& stop) { run(stop); }};  // last: ends first
};

}  // namespace brink
