// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "host/device/runtime/pinned.hpp"

namespace brink::device {

/// The stop flag: a word of page-locked memory, which devices see under the address that it has
/// on the host. Kernels look at it between images (LaunchRange::stop), so that a batch ends soon
/// after its results are no longer wanted. Once raised it stays raised.
class StopFlag {
 public:
  StopFlag() : word_(1) { word_.data()[0] = 0; }

  const std::uint32_t* word() const { return word_.data(); }
  bool raised() const { return std::atomic_ref(word_.data()[0]).load() != 0; }
  void raise() const { std::atomic_ref(word_.data()[0]).store(1); }

 private:
  PinnedBuffer<std::uint32_t> word_;
};

/// As long as it lives, a thread looks every hundredth of a second whether a range is cancelled,
/// and then raises the stop flag.
class StopWatcher {
 public:
  /// @param cancelled may be null; otherwise both must outlive this object
  StopWatcher(const std::atomic<bool>* cancelled, const StopFlag& flag);
  ~StopWatcher() { end(); }
  StopWatcher(const StopWatcher&) = delete;
  StopWatcher& operator=(const StopWatcher&) = delete;

  /// After this call nobody raises the flag any more.
  void end();

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace brink::device
