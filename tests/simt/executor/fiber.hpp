// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "tests/simt/executor/sanitizers.hpp"

namespace brink::simt {

/// A function with a stack of its own that can leave and be resumed, all on one thread of the
/// system (Boost.Context).
class Fiber {
 public:
  using Body = void (*)(void* argument);

  Fiber();
  ~Fiber();
  Fiber(const Fiber&) = delete;  // the code that runs on it knows its address
  Fiber& operator=(const Fiber&) = delete;

  /// Sets what runs at the next resume(). Drops what ran before, even if unfinished.
  void start(Body body, void* argument);
  /// Runs until leave() or the end of the body. Must not be called from the fiber.
  void resume();
  /// Goes back to the caller of resume(). Must be called from the fiber.
  void leave();

  bool finished() const { return finished_; }
  sanitizer::Context context() const { return context_; }

 private:
  void end();

  char* stack_;  // lowest address, above the guard page
  void* position_ = nullptr;
  Body body_ = nullptr;
  void* argument_ = nullptr;
  bool finished_ = true;
  sanitizer::Context context_;

  void* caller_position_ = nullptr;
  sanitizer::Context caller_context_ = nullptr;
  const void* caller_stack_ = nullptr;
  std::size_t caller_stack_bytes_ = 0;
  void* fake_stack_ = nullptr;
};

}  // namespace brink::simt
