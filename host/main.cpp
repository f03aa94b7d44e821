// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fcntl.h>
#include <unistd.h>

#include <cfenv>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "host/cli/command_line.hpp"
#include "host/cli/device.hpp"
#include "host/cli/signals.hpp"
#include "host/config/text.hpp"
#include "host/error.hpp"
#include "host/mpi/ranks.hpp"
#include "host/tell.hpp"

namespace {

/// Runs `action` and returns the exit code. Says on stderr what went wrong.
template <class Action>
brink::Exit exit_code(Action action) {
  try {
    return action();
  } catch (const brink::Error& error) {
    brink::tell(brink::printable(error.what()));
    return error.code();
  } catch (const std::bad_alloc&) {
    brink::tell("out of memory");
  } catch (const std::exception& error) {
    brink::tell(brink::printable(error.what()));
  }
  return brink::Exit::failed;
}

brink::Exit run(const std::vector<std::string>& arguments) {
  brink::run_command_line(arguments, std::cout);
  std::cout.flush();
  if (!std::cout) throw brink::Error(brink::Exit::failed, "cannot write to standard output");
  return brink::Exit::done;
}

/// Opens /dev/null for closed streams; otherwise a file could take their number and receive their
/// text.
void occupy_closed_streams() {
  int descriptor = 0;
  do {
    descriptor = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  } while (descriptor >= 0 && descriptor <= STDERR_FILENO);
  if (descriptor >= 0) ::close(descriptor);
}

}  // namespace

int main(int argc, char** argv) {
  occupy_closed_streams();
  brink::prepare_signals();
  brink::end_with_parent();
  std::fesetenv(FE_DFL_ENV);  // a library built with -ffast-math may have disabled subnormals
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto program = [&] { return exit_code([&] { return run(arguments); }); };
  return static_cast<int>(exit_code([&] {
    return brink::run_on_root(arguments, program, brink::rank_runner(arguments),
                              brink::catch_interrupts);
  }));
}
