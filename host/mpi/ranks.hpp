// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "host/error.hpp"
#include "host/mpi/team.hpp"
#include "host/run/runner.hpp"

namespace brink {

/// Runs `program` and returns its exit code. Where this process is one of several ranks of an MPI
/// launch, only root runs `program`, so that only one process reads, prints and writes. The other
/// ranks serve root with `local` until the program is over, and every rank returns root's code.
/// `program` must not throw. `catch_interrupts` is called on the ranks that serve. A process
/// alone never uses MPI. All ranks must have been started with the same `arguments`. Reads
/// BRINK_MPI and BRINK_MPI_BLOCK from the environment (docs/cluster.md).
/// @throw Error on root only, where this launch cannot work
Exit run_on_root(const std::vector<std::string>& arguments, const std::function<Exit()>& program,
                 const GroupRunner& local,
                 const std::function<const std::atomic<bool>&()>& catch_interrupts);

/// The ranks that serve this process; nullptr for a process alone.
Team* team();

/// This process's number among the ranks on its machine, including root; 0 for a process alone.
/// Of several devices, a rank should use the one with number local_rank() mod the number of
/// devices.
unsigned local_rank();

}  // namespace brink
