// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdio>
#include <string>

namespace brink {

/// Whether the last line of the terminal shows progress, which is redrawn in place.
inline std::atomic<bool> progress_line_open{false};

inline void erase_progress_line() {
  if (progress_line_open.exchange(false)) std::fputs("\r\033[K", stderr);
}

/// Prints a line of the program on stderr. A closed or full stderr does not stop a run.
inline void tell(const std::string& line) {
  erase_progress_line();
  std::fputs(("brink: " + line + "\n").c_str(), stderr);
}

}  // namespace brink
