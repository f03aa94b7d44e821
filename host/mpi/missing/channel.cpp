// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/channel.hpp"

namespace brink {

std::unique_ptr<Channel> join_ranks() {
  throw Error(Exit::failed,
              "this process is one of several MPI ranks, but brink was built without MPI; build it "
              "where MPI is found, or set BRINK_MPI=0 to let every rank work alone");
}

std::string mpi_library() { return ""; }

}  // namespace brink
