// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <chrono>
#include <thread>

namespace brink {

/// How a rank waits for messages without keeping a core from those who compute:
/// sleeps that grow while nothing happens. (MPI's own waiting spins.)
class Pause {
 public:
  void reset() { length_ = shortest; }
  void sleep() {
    std::this_thread::sleep_for(length_);
    length_ = std::min(2 * length_, longest);
  }

 private:
  static constexpr std::chrono::microseconds shortest{20};
  // A thousand wakings a second cost a core a few tenths of a per cent.
  static constexpr std::chrono::microseconds longest{1000};

  std::chrono::microseconds length_ = shortest;
};

}  // namespace brink
