// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cxxopts {
class Options;
class ParseResult;
}  // namespace cxxopts

namespace brink {

/// A command line for the help text, and what it does.
struct Example {
  std::string_view line;
  std::string_view text;
};

/// One command of the program. Each command has a file of its own (run.cpp, info.cpp), which
/// declares its options, does the work and prints to `out`; commands.cpp lists them. The
/// help text, the man page, the reference page and the completions are made from these fields.
struct Command {
  std::string_view name;
  std::string_view synopsis;     ///< what follows the command's name in a command line
  std::string_view summary;      ///< a few words for the list of commands
  std::string_view description;  ///< sentences, in lines of at most 80 columns
  std::span<const Example> examples;
  /// Adds the options of the command and, in the group `argument_group`, its arguments.
  void (*add_options)(cxxopts::Options& options);
  /// `arguments` are those after the command's name, and `parsed` is their meaning. @throw Error
  void (*call)(const cxxopts::ParseResult& parsed, const std::vector<std::string>& arguments,
               std::ostream& out);
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
