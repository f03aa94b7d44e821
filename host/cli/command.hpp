// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace brink {

/// One command of the program. Each lives in a file of its own (run.cpp, info.cpp)
/// that reads its options, does the work and prints to `out`; commands.cpp lists them.
struct Command {
  std::string_view name;
  std::string_view synopsis;  ///< what follows the name in the usage text
  std::string_view summary;   ///< a few words for the usage text
  /// `arguments` are those after the command's name. @throw Error
  void (*call)(const std::vector<std::string>& arguments, std::ostream& out);
};

extern const Command run_command;
extern const Command sample_command;
extern const Command report_command;
extern const Command merge_command;
extern const Command verify_command;
extern const Command info_command;

/// Every command, in the order of the usage text.
std::span<const Command* const> commands();

}  // namespace brink
