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
  std::uint32_t waiting = 0;  ///< lanes that wait in a call of the warp
};

/// The reason why the call that `thread` has just made is wrong: its mask does not name the
/// thread, or the lanes that it meets disagree with it. Returns nothing if the call is right.
std::optional<std::string> wrong_call(const Warp& warp, const Thread& thread);

/// Whether all lanes have come that `thread` waits for, not counting those that have exited.
bool complete_call(const Warp& warp, const Thread& thread);

/// Sets the results of all lanes of a complete call. If a lane reads what it must not read,
/// returns what it reads and which lane is at fault.
struct WarpFault {
  unsigned lane;
  std::string what;
};
std::optional<WarpFault> answer_call(const Warp& warp, std::uint32_t lanes);

const char* name(WarpOperation operation);

}  // namespace brink::simt
