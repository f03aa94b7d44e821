// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cli/signals.hpp"

#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <initializer_list>
#include <string>

namespace brink {
namespace {

// A signal handler can use nothing but globals.
std::atomic<bool> interrupted{false};
std::atomic<bool> save_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);

using Handler = void (*)(int);

Handler handler_of(int signal) {
  struct sigaction action {};
  sigaction(signal, nullptr, &action);
  return action.sa_handler;
}

void handle(int signal, Handler handler) {
  if (handler_of(signal) == SIG_IGN) return;
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;  // an interrupted system call is then not an error
  sigaction(signal, &action, nullptr);
}

extern "C" void note_save_request(int) { save_requested.store(true); }

extern "C" void note_interrupt(int) {
  interrupted.store(true);
  for (const int signal : {SIGINT, SIGTERM}) handle(signal, SIG_DFL);
}

}  // namespace

void prepare_signals() {
  for (const int signal : {SIGPIPE, SIGXFSZ}) handle(signal, SIG_IGN);
  handle(SIGUSR1, note_save_request);
}

void end_with_parent() {
  const char* const parent = std::getenv("BRINK_PARENT");
  if (parent == nullptr || parent != std::to_string(getppid())) return;
  // No SIGTERM: after that of a batch system it would be the second one, and end the program before
  // it has saved. No SIGHUP: nohup ignores it.
  prctl(PR_SET_PDEATHSIG, SIGUSR2);
}

std::atomic<bool>& save_requests() { return save_requested; }

const std::atomic<bool>& catch_interrupts() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGXCPU, SIGUSR2}) {
    handle(signal, note_interrupt);
  }
  return interrupted;
}

}  // namespace brink
