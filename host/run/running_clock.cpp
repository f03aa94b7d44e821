// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/running_clock.hpp"

#include <algorithm>
#include <ctime>
#include <utility>

namespace brink {
namespace {

/// On a crowded machine even a thread that mostly sleeps has to wait, but less than this.
constexpr std::chrono::seconds longest_wait{2};

}  // namespace

RunningClock::Reading RunningClock::this_process() {
  timespec processor{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &processor);
  return {Clock::now(),
          std::chrono::seconds(processor.tv_sec) + std::chrono::nanoseconds(processor.tv_nsec)};
}

RunningClock::RunningClock(Source source)
    : source_(std::move(source)), last_(source_()), now_(last_.time) {}

Clock::time_point RunningClock::now() {
  const std::lock_guard lock(mutex_);
  const Reading reading = source_();
  Clock::duration gap = reading.time - last_.time;
  // A thread that works without looking at the clock still takes processor time.
  if (gap > longest_wait) gap = std::min(gap, reading.processor - last_.processor);
  last_ = reading;
  return now_ += gap;
}

}  // namespace brink
