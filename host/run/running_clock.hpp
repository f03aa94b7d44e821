// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <mutex>

#include "host/now.hpp"

namespace brink {

/// A clock that does not count the time during which this process is stopped: by Ctrl-Z, by
/// SIGSTOP, by a frozen control group, or with its whole machine. To keep it exact, look at it
/// often (Ticker). It leaves out a gap of seconds between two looks in which no thread of the
/// process took processor time either.
class RunningClock {
 public:
  struct Reading {
    Clock::time_point time;
    Clock::duration processor;  ///< time that all threads took
  };
  using Source = std::function<Reading()>;
  static Reading this_process();

  explicit RunningClock(Source source = this_process);

  /// Thread-safe.
  Clock::time_point now();

 private:
  Source source_;
  std::mutex mutex_;
  Reading last_;
  Clock::time_point now_;
};

}  // namespace brink
