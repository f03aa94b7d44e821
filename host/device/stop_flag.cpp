// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/stop_flag.hpp"

#include <chrono>

namespace brink::device {

StopWatcher::StopWatcher(const std::atomic<bool>* cancelled, const StopFlag& flag) {
  if (cancelled == nullptr) return;
  thread_ = std::thread([this, cancelled, &flag] {
    constexpr std::chrono::milliseconds rest(10);
    std::unique_lock lock(mutex_);
    while (!ended_ && !cancelled->load()) wake_.wait_for(lock, rest);
    if (cancelled->load()) flag.raise();
  });
}

void StopWatcher::end() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

}  // namespace brink::device
