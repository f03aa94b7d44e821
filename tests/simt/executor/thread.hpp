// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <source_location>

#include "tests/simt/device/barrier.hpp"
#include "tests/simt/device/thread.hpp"
#include "tests/simt/device/warp.hpp"
#include "tests/simt/executor/fiber.hpp"

namespace brink::simt {

/// A CUDA thread of the block that runs.
struct Thread : ThreadPlace {
  enum class State : std::uint8_t { ready, at_barrier, in_warp_call, at_active_mask, exited };

  unsigned number = 0;     ///< in its block, x fastest
  Fiber* fiber = nullptr;  ///< null before its start
  State state = State::ready;
  std::source_location where;  ///< where it waits

  Barrier barrier = Barrier::plain;
  bool predicate = false;
  WarpCall call;
  std::uint64_t result = 0;  ///< of the barrier or the call

  unsigned lane() const { return number % 32; }
  std::uint32_t lane_bit() const { return std::uint32_t{1} << lane(); }
  unsigned warp() const { return number / 32; }
};

}  // namespace brink::simt
