// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>

#include "host/run/runner.hpp"
#include "host/run/running_clock.hpp"
#include "host/run/ticker.hpp"

namespace brink {

/// Watches a run from a thread of its own. It hands over the state of the run when someone wants
/// it, however long the current slice takes. After an interruption, it cancels a slice that was
/// expected to be brief and is not.
class Lookout {
 public:
  /// Both must outlive this object.
  Lookout(const Results& results, const RunOptions& options);

  /// The lock of whoever changes the results, or brings them up to date.
  std::mutex& changing() { return changing_; }
  /// The function that brings the results up to date. It is called with changing() held. Null
  /// means that they are up to date.
  void set_update(std::function<void()> update);

  /// The time during which the process ran.
  RunningClock& clock() { return clock_; }
  /// The flag that cancels a slice. For a long slice it is set at once.
  const std::atomic<bool>* cancelled(bool brief) const;

 private:
  void look();

  const Results& results_;
  const RunOptions& options_;
  RunningClock clock_;
  std::mutex changing_;
  std::function<void()> update_;
  std::optional<Clock::time_point> interrupted_;  ///< when the interruption was seen
  std::atomic<bool> out_of_patience_{false};
  Ticker ticker_{[this] { look(); }};  // last member: ends first
};

}  // namespace brink
