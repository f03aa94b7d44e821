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
  /// Whether the launcher is known to have put all ranks on one machine.
  bool one_machine = false;
};

/// What an environment variable holds, or nullptr.
using Variable = std::function<const char*(const char* name)>;

/// Finds out without touching MPI whether this is one of several ranks: from the
/// variables of Open MPI's mpirun, of PMI (MPICH's mpiexec, srun --mpi=pmi2) and of
/// PMIx under srun. Nothing for a process alone, for a launch of one rank, and
/// where BRINK_MPI=0 asks every process to work for itself.
std::optional<Launch> find_launch(const Variable& variable);

/// A variable and what to set it to, before MPI starts.
struct Setting {
  const char* name;
  const char* value;
};

/// What spares a launch on one machine the search for networks: 0.2 s of the start of
/// Open MPI 4. Nothing where the user, or who set up the cluster, has chosen already how
/// messages travel.
std::optional<Setting> transport_setting(const Launch& launch, const Variable& variable);

}  // namespace brink
