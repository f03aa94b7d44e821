// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "tests/simt/executor/fiber.hpp"

namespace brink::simt {

/// Lends fibers to CUDA threads.
///
/// The fiber that came back last is lent first, so that threads that never wait share one warm
/// stack. For ThreadSanitizer a fiber is a thread. It must not seem to race with itself, and its
/// frames must not seem to race with those of others. There the CUDA thread's number in the
/// launch decides which fiber is lent, so that threads of several blocks have different fibers.
class FiberPool {
 public:
  /// @param number of the thread in its launch, counted over all blocks
  Fiber& lend(std::uint64_t number) {
    if constexpr (sanitizer::thread) return numbered(number);
    if (free_.empty()) {
      all_.push_back(std::make_unique<Fiber>());
      return *all_.back();
    }
    Fiber& fiber = *free_.back();
    free_.pop_back();
    return fiber;
  }
  void take_back(Fiber& fiber) {
    if constexpr (!sanitizer::thread) free_.push_back(&fiber);
  }

 private:
  /// At least the threads of a block. The limit keeps memory and vector clocks small.
  static constexpr std::uint64_t sanitizer_threads = 2048;

  Fiber& numbered(std::uint64_t number) {
    if (all_.empty()) all_.resize(sanitizer_threads);
    std::unique_ptr<Fiber>& fiber = all_[number % sanitizer_threads];
    if (fiber == nullptr) fiber = std::make_unique<Fiber>();
    return *fiber;
  }

  std::vector<std::unique_ptr<Fiber>> all_;
  std::vector<Fiber*> free_;
};

}  // namespace brink::simt
