// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <optional>

namespace brink {

/// This process's number among the processes that mpirun or srun started together.
struct Launch {
  unsigned rank = 0;
  unsigned ranks = 1;
  /// Whether the launcher is known to have started all ranks on one machine.
  bool one_machine = false;
};

/// Reads an environment variable; nullptr where it is not set.
using Variable = std::function<const char*(const char* name)>;

/// Finds out without MPI calls whether this process is one of several ranks, from the variables
/// of Open MPI's mpirun, of PMI (MPICH's mpiexec, srun --mpi=pmi2) and of PMIx under srun.
/// Returns nothing for a process alone, for a launch of one rank, and where BRINK_MPI=0 asks
/// every process to work alone.
std::optional<Launch> find_launch(const Variable& variable);

/// A variable, and the value to give it before MPI starts.
struct Setting {
  const char* name;
  const char* value;
};

/// The setting that spares a launch on one machine the search for networks, which takes 0.2 s of
/// the start of Open MPI 4. Returns nothing where the user, or the cluster's setup, has already
/// chosen how messages travel.
std::optional<Setting> transport_setting(const Launch& launch, const Variable& variable);

}  // namespace brink
