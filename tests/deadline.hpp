// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace brink {

/// Ends what would hang, and is far longer than the slowest machine needs.
constexpr std::chrono::minutes long_enough{30};

/// Whether a test has waited in vain.
class Deadline {
 public:
  bool passed() const { return std::chrono::steady_clock::now() > end_; }

 private:
  std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + long_enough;
};

}  // namespace brink
