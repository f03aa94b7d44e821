// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>

#include "host/mpi/channel.hpp"
#include "host/run/runner.hpp"

namespace brink {

/// What every rank but root does: computes the blocks that root sends, with `run`,
/// until root ends the program. A signal (`interrupted`) gives up its work and tells
/// root, which decides. Prints nothing. Returns root's exit code.
/// @throw Error where root cannot be reached
Exit serve(Channel& channel, const GroupRunner& run, const std::atomic<bool>& interrupted);

}  // namespace brink
