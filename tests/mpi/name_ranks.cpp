// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// mpirun starts this program. Every rank writes its number on its machine.

#include <cstdio>

#include "host/cpu/group/group.hpp"
#include "host/mpi/ranks.hpp"

int main() {
  static const std::atomic<bool> never{false};
  const auto tell = [](const char* part) { std::printf("%s %u\n", part, brink::local_rank()); };
  const auto program = [&] {
    tell("root");
    return brink::Exit::done;
  };
  const auto catch_interrupts = [&]() -> const std::atomic<bool>& {
    tell("other");  // called on the ranks that serve, before they compute
    return never;
  };
  return static_cast<int>(brink::run_on_root({}, program, brink::run_group, catch_interrupts));
}
