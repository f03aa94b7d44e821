// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/now.hpp"

namespace brink {

/// Time that passes when a test says so, and `step` seconds at each look at the clock.
class OwnClock {
 public:
  explicit OwnClock(double step = 0) : step_(step) {}

  void pass(double seconds) {
    time_ += std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  }
  Now now() {
    return [this] {
      pass(step_);
      return time_;
    };
  }

 private:
  double step_;
  Clock::time_point time_{};
};

}  // namespace brink
