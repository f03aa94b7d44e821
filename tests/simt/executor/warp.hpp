// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tests/simt/executor/thread.hpp"

namespace brink::simt {

/// The lanes of a warp; `lane` points to its first thread.
struct Warp {
  Thread* lane = nullptr;
  std::uint32_t existing = 0;  ///< fewer than 32 in the last warp of a block
  std::uint32_t exited = 0;
  std::uint32_t waiting = 0;  ///< in a call of the warp
};

/// Why `thread`, which has just made its call, must not: its mask lacks it, or the lanes
/// it meets disagree with it.
std::optional<std::string> wrong_call(const Warp& warp, const Thread& thread);

/// Whether all lanes that `thread` waits for have come, without those that have exited.
bool complete_call(const Warp& warp, const Thread& thread);

/// Sets the results of all lanes of a complete call; returns what one of them reads without
/// a right to, if any, and then whose fault it is.
struct WarpFault {
  unsigned lane;
  std::string what;
};
std::optional<WarpFault> answer_call(const Warp& warp, std::uint32_t lanes);

const char* name(WarpOperation operation);

}  // namespace brink::simt
