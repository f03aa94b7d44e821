// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "host/cli/command_line.hpp"
#include "host/error.hpp"

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file size limit is an error of write() like any other
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  brink::Exit code = brink::Exit::done;
  try {
    brink::run_command_line(arguments, std::cout);
    std::cout.flush();
    if (!std::cout) throw brink::Error(brink::Exit::failed, "cannot write to standard output");
  } catch (const brink::Error& error) {
    std::fprintf(stderr, "brink: %s\n", error.what());
    code = error.code();
  } catch (const std::bad_alloc&) {
    std::fputs("brink: out of memory\n", stderr);
    code = brink::Exit::failed;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "brink: %s\n", error.what());
    code = brink::Exit::failed;
  }
  return static_cast<int>(code);
}
