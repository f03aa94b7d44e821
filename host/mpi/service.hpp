// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>

#include "host/mpi/channel.hpp"
#include "host/run/runner.hpp"

namespace brink {

/// The work of every rank except root: it computes with `run` the blocks that root sends, until
/// root ends the program. On a signal (`interrupted`), it gives up its work and tells root, which
/// decides what happens. It prints nothing, and returns root's exit code.
/// @throw Error where root cannot be reached
Exit serve(Channel& channel, const GroupRunner& run, const std::atomic<bool>& interrupted);

}  // namespace brink
