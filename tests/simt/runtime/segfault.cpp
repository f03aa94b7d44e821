// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/runtime/segfault.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "tests/simt/executor/block.hpp"
#include "tests/simt/runtime/device.hpp"

namespace brink::simt {
namespace {

/// Reports what memory the kernel touched, or what device memory the host touched, and ends the
/// process. Other faults occur again and end the process as usual. The function is not safe in a
/// signal handler in general, but nothing runs after it.
void report(int, siginfo_t* info, void*) {
  std::signal(SIGSEGV, SIG_DFL);
  const DeviceMemory& memory = Device::get().memory;
  const BlockRunner* const runner = BlockRunner::current();
  if (runner == nullptr && !memory.is_near(info->si_addr)) return;
  std::fprintf(stderr, "SIMT executor: %s: access %s\n",
               runner == nullptr ? "code of the host" : runner->describe_running().c_str(),
               memory.describe(info->si_addr).c_str());
  std::_Exit(1);
}

}  // namespace

void report_segfaults() {
  if constexpr (sanitizer::address || sanitizer::thread) return;  // they report more
  struct sigaction current {};
  if (sigaction(SIGSEGV, nullptr, &current) != 0 || current.sa_handler != SIG_DFL) return;
  // The handler needs a stack of its own, for a kernel whose stack has overflowed.
  constexpr std::size_t bytes = 256 * 1024;
  stack_t stack{};
  stack.ss_sp = std::malloc(bytes);
  stack.ss_size = bytes;
  if (stack.ss_sp == nullptr || sigaltstack(&stack, nullptr) != 0) return;
  struct sigaction action {};
  action.sa_sigaction = report;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigaction(SIGSEGV, &action, nullptr);
}

}  // namespace brink::simt
