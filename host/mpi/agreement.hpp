// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <vector>

#include "host/mpi/channel.hpp"
#include "host/mpi/messages.hpp"

namespace brink {

/// Makes sure that all ranks mean the same run. Ranks that differ in their arguments or, on one
/// machine, in their folder were meant to work each for itself, and the work of all but root
/// would be lost. Every rank calls this before anything else.
/// @throw Error on root: Exit::usage where two ranks differ, with the rank and the difference;
/// Exit::interrupted where a rank got a signal meanwhile
void agree(Channel& channel, const std::vector<std::string>& arguments);

/// The difference of the first rank that differs from root (rank 0). Empty if no rank does.
/// `starts`: [rank]
std::string disagreement(const std::vector<StartMessage>& starts);

}  // namespace brink
