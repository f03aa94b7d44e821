// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <optional>

namespace brink {

/// This process's place among those that mpirun or srun started together.
struct Launch {
  unsigned rank = 0;
  unsigned ranks = 1;
};

/// What an environment variable holds, or nullptr.
using Variable = std::function<const char*(const char* name)>;

/// Finds out without touching MPI whether this is one of several ranks: from the
/// variables of Open MPI's mpirun, of PMI (MPICH's mpiexec, srun --mpi=pmi2) and of
/// PMIx under srun. Nothing for a process alone, for a launch of one rank, and
/// where BRINK_MPI=0 asks every process to work for itself.
std::optional<Launch> find_launch(const Variable& variable);

}  // namespace brink
