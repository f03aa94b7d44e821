// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cli/conventions.hpp"

#include <array>

namespace brink {

const std::string_view program_purpose =
    "Brink measures how far random images stand from the edge of their class.";

const std::string_view program_rules =
    R"(Results go to standard output. Progress and errors go to standard error; where
that is not a terminal, progress is printed line by line. An existing file is
neither replaced nor continued unless an option asks for it, and every file is
replaced atomically.)";

std::span<const Meaning> exit_codes() {
  static constexpr std::array list = {
      Meaning{"0", "done"},
      Meaning{"1", "failed: a full disk, a missing device, or a verdict against the theorem"},
      Meaning{"2", "bad command line or config, or the file exists; nothing was touched"},
      Meaning{"3", "bad or foreign result file, or a file that differs when it is recomputed"},
      Meaning{"130", "interrupted; what was drawn is saved"},
  };
  return list;
}

std::span<const Meaning> signals() {
  static constexpr std::array list = {
      Meaning{"SIGINT, SIGTERM", "brink run saves and ends; a second one kills it"},
      Meaning{"SIGHUP, SIGXCPU, SIGUSR2", "brink run saves and ends"},
      Meaning{"SIGUSR1", "brink run saves and goes on"},
  };
  return list;
}

std::span<const Meaning> environment_variables() {
  static constexpr std::array list = {
      Meaning{"BRINK_SIMD", "forces an instruction set that brink info lists"},
      Meaning{"BRINK_PROGRESS", "if json, progress is told in lines of JSON"},
      Meaning{"BRINK_PARENT", "number of the parent process; the program ends with it"},
      Meaning{"BRINK_MPI", "if 0, a process that a launcher started works alone"},
      Meaning{"BRINK_MPI_BLOCK", "images in a block that MPI ranks share, for tests"},
      Meaning{"CUDA_VISIBLE_DEVICES", "which GPUs the program sees, in their order"},
      Meaning{"TERM", "if unset or dumb, progress is printed line by line"},
  };
  return list;
}

}  // namespace brink
