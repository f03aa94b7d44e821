// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/launch.hpp"

#include <array>
#include <charconv>
#include <string_view>

namespace brink {
namespace {

struct Launcher {
  const char* rank;
  const char* ranks;
};

constexpr std::array launchers = {
    Launcher{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"}, Launcher{"PMI_RANK", "PMI_SIZE"},
    Launcher{"PMIX_RANK", "SLURM_STEP_NUM_TASKS"},  // PMIx itself has no variable for the size
};

std::optional<unsigned> number(const char* text) {
  if (text == nullptr) return std::nullopt;
  const std::string_view digits(text);
  unsigned value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Launch> find_launch(const Variable& variable) {
  const char* const wanted = variable("BRINK_MPI");
  if (wanted != nullptr && std::string_view(wanted) == "0") return std::nullopt;
  for (const Launcher& launcher : launchers) {
    const auto rank = number(variable(launcher.rank));
    const auto ranks = number(variable(launcher.ranks));
    if (!rank || !ranks || *ranks <= 1 || *rank >= *ranks) continue;
    return Launch{*rank, *ranks, number(variable("OMPI_COMM_WORLD_LOCAL_SIZE")) == ranks};
  }
  return std::nullopt;
}

std::optional<Setting> transport_setting(const Launch& launch, const Variable& variable) {
  const bool chosen = variable("OMPI_MCA_pml") != nullptr || variable("OMPI_MCA_btl") != nullptr;
  if (!launch.one_machine || chosen) return std::nullopt;
  return Setting{"OMPI_MCA_pml", "ob1"};  // point to point over the transports within a machine,
                                          // too
}

}  // namespace brink
