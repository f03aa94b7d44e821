// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "host/cli/command_line.hpp"
#include "host/cli/device.hpp"
#include "host/cli/interrupt.hpp"
#include "host/error.hpp"
#include "host/mpi/ranks.hpp"

namespace {

/// The exit code of `action`; says on stderr what went wrong in it.
template <class Action>
brink::Exit exit_code(Action action) {
  try {
    return action();
  } catch (const brink::Error& error) {
    std::fprintf(stderr, "brink: %s\n", error.what());
    return error.code();
  } catch (const std::bad_alloc&) {
    std::fputs("brink: out of memory\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "brink: %s\n", error.what());
  }
  return brink::Exit::failed;
}

brink::Exit run(const std::vector<std::string>& arguments) {
  brink::run_command_line(arguments, std::cout);
  std::cout.flush();
  if (!std::cout) throw brink::Error(brink::Exit::failed, "cannot write to standard output");
  return brink::Exit::done;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file size limit is an error of write() like any other
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto program = [&] { return exit_code([&] { return run(arguments); }); };
  return static_cast<int>(exit_code([&] {
    return brink::run_on_root(program, brink::rank_runner(arguments), brink::catch_interrupts);
  }));
}
