// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cli/command_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>

#include "host/cli/command.hpp"
#include "host/cli/options.hpp"
#include "host/cpu/simd.hpp"
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
  std::string text = "brink measures how far random images stand from the edge of their class.\n\n";
  const char* lead = "usage:";
  for (const Command* command : commands()) {
    const std::string call = fmt::format("brink {} {}", command->name, command->synopsis);
    text += fmt::format("{:6} {:<29} {}\n", lead, call, command->summary);
    lead = "";
  }
  text += R"(       brink --help | --version

brink COMMAND --help tells more of each.
The variable BRINK_SIMD forces an instruction set that brink info lists.
Exit codes: 0 done; 1 failed; 2 bad command line or config; 3 bad or foreign
result file; 130 interrupted, what was drawn is saved.
)";
  return text;
}

}  // namespace

void run_command_line(const std::vector<std::string>& arguments, std::ostream& out) {
  if (const char* const wanted = std::getenv("BRINK_SIMD"); wanted != nullptr) {
    if (!simd::force_instruction_set(wanted)) {
      refuse(fmt::format("BRINK_SIMD={}: not an instruction set of this machine; accepted: {}",
                         wanted, fmt::join(simd::instruction_sets(), ", ")));
    }
  }
  const std::vector<std::string_view> names = command_names();
  if (arguments.empty())
    refuse(fmt::format("no command given; accepted: {}", fmt::join(names, ", ")));
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
    command->call({arguments.begin() + 1, arguments.end()}, out);
    return;
  }
  const bool option = wanted.rfind('-', 0) == 0;
  refuse(fmt::format("unknown {} '{}'{}; accepted: {}", option ? "option" : "command", wanted,
                     hint(wanted, names), fmt::join(names, ", ")));
}

}  // namespace brink
