// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cli/command_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>

#include "host/cli/command.hpp"
#include "host/cli/conventions.hpp"
#include "host/cli/options.hpp"
#include "host/cpu/simd/simd.hpp"
#include "host/error.hpp"
#include "host/hdf5/version.hpp"
#include "host/version.hpp"

namespace brink {
namespace {

std::vector<std::string_view> command_names() {
  std::vector<std::string_view> names;
  for (const Command* command : commands()) names.push_back(command->name);
  names.insert(names.end(), {"--help", "--version"});
  return names;
}

std::string usage() {
  std::string text = fmt::format("{}\n\n", program_purpose);
  std::size_t width = 0;
  for (const Command* command : commands()) {
    width = std::max(width, command->name.size() + 1 + command->synopsis.size());
  }
  const char* lead = "usage:";
  for (const Command* command : commands()) {
    const std::string call = fmt::format("{} {}", command->name, command->synopsis);
    text += fmt::format("{:6} brink {:<{}}  {}\n", lead, call, width, command->summary);
    lead = "";
  }
  text += "       brink --help | --version\n\nbrink COMMAND --help describes a command.\n";
  const auto add_table = [&](std::string_view title, std::span<const Meaning> table) {
    std::size_t longest = 0;
    for (const Meaning& row : table) longest = std::max(longest, row.name.size());
    text += fmt::format("\n{}:\n", title);
    for (const Meaning& row : table) {
      text += fmt::format("  {:<{}}  {}\n", row.name, longest, row.text);
    }
  };
  add_table("environment", environment_variables());
  add_table("signals", signals());
  add_table("exit codes", exit_codes());
  return text;
}

}  // namespace

void run_command_line(const std::vector<std::string>& arguments, std::ostream& out) {
  if (const char* const wanted = std::getenv("BRINK_SIMD"); wanted != nullptr) {
    if (!simd::force_instruction_set(wanted)) {
      refuse(
          fmt::format("BRINK_SIMD={}: this is not an instruction set of this machine; accepted: {}",
                      wanted, fmt::join(simd::instruction_sets(), ", ")));
    }
  }
  const std::vector<std::string_view> names = command_names();
  if (arguments.empty())
    refuse(fmt::format("no command was given; accepted: {}", fmt::join(names, ", ")));
  const std::string& wanted = arguments[0];
  if (wanted == "--help" || wanted == "-h" || wanted == "help") {
    out << usage();
    return;
  }
  if (wanted == "--version") {
    out << fmt::format("brink {} ({})\n", version, git_commit);
    return;
  }
  for (const Command* command : commands()) {
    if (command->name != wanted) continue;
    if (const std::string problem = hdf5::version_problem(); !problem.empty()) {
      throw Error(Exit::failed, problem + "; check LD_LIBRARY_PATH, or build brink again");
    }
    const std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
    const cxxopts::ParseResult parsed = parse(*command, rest);
    if (parsed.count("help") > 0) {
      out << help_text(*command);
    } else {
      command->call(parsed, rest, out);
    }
    return;
  }
  const bool option = wanted.rfind('-', 0) == 0;
  refuse(fmt::format("unknown {} '{}'{}; accepted: {}", option ? "option" : "command", wanted,
                     hint(wanted, names), fmt::join(names, ", ")));
}

}  // namespace brink
