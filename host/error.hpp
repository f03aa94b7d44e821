// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace brink {

/// The program's exit codes (docs/spec/command_line.md#exit-codes).
enum class Exit : int { done = 0, failed = 1, usage = 2, bad_file = 3, interrupted = 130 };

/// An error that ends the program: one line for the user and the exit code.
class Error : public std::runtime_error {
 public:
  Error(Exit code, const std::string& line) : std::runtime_error(line), code_(code) {}
  Exit code() const { return code_; }

 private:
  Exit code_;
};

}  // namespace brink
