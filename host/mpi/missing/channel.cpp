// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/channel.hpp"

namespace brink {

std::unique_ptr<Channel> join_ranks() {
  throw Error(Exit::failed,
              "started as one of several MPI ranks, but built without MPI; build it where MPI is "
              "found, or set BRINK_MPI=0 to have every rank work for itself");
}

std::string mpi_library() { return ""; }

}  // namespace brink
