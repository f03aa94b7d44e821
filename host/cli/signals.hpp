// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>

namespace brink {

// A signal that is ignored when the program starts (nohup, a shell's "&") stays ignored.

/// Prepares the whole program; call it first. A closed pipe and a file size limit then become
/// errors of write(), and SIGUSR1 sets a flag.
void prepare_signals();

/// Where the environment variable BRINK_PARENT holds the number of the parent process, SIGUSR2
/// comes when that process ends, however it ends. Otherwise nobody could stop a run whose notebook
/// has died.
void end_with_parent();

/// The flag of SIGUSR1, which asks to save what is drawn. Whoever saves clears the flag.
std::atomic<bool>& save_requests();

/// Makes the signals that ask the program to end (Ctrl-C, SIGTERM, SIGHUP, SIGXCPU, SIGUSR2) set
/// a flag instead. After the first such signal, Ctrl-C and SIGTERM end the program at once. The
/// other signals often come several times although nobody is in a hurry, and have no further
/// effect.
const std::atomic<bool>& catch_interrupts();

}  // namespace brink
