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
/// The fiber that came back last is lent first: threads that never wait share one warm stack.
/// To ThreadSanitizer a fiber is a thread, which must not seem to race with itself and whose
/// frames must not seem to race with others'; there a CUDA thread's number in the launch
/// decides the fiber, so that those of several blocks differ.
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
  /// At least the threads of a block; beyond them a limit on memory and on vector clocks.
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
