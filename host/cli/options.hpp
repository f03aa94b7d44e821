// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cxxopts.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace brink {

/// Ends the program with one line and the exit code of a bad command line.
/// @throw Error(Exit::usage)
[[noreturn]] void refuse(const std::string& line);

/// ", did you mean ...?", or nothing.
std::string hint(const std::string& name, std::span<const std::string_view> candidates);

/// Refuses an unknown long option itself, to suggest the one that was meant.
void check_options(const std::vector<std::string>& arguments,
                   std::span<const std::string_view> known);

/// Parses the arguments after `brink <name>`. @throw Error(Exit::usage)
cxxopts::ParseResult parse(cxxopts::Options& options, const std::string& name,
                           const std::vector<std::string>& arguments);

/// The value of --threads, 1 to 4096. @throw Error(Exit::usage)
unsigned thread_count(const std::string& text);

/// The value of an option that is a time, 0 to 86400 s. @throw Error(Exit::usage)
double seconds(const std::string& option, const std::string& text);

/// The values of `--set KEY=VALUE` as written: cxxopts splits list values at
/// commas, which TOML lists hold.
std::vector<std::string> set_options(const std::vector<std::string>& arguments);

/// The arguments that are no options, which the parser knows as `name`.
std::vector<std::string> positional(const cxxopts::ParseResult& parsed, const std::string& name);

/// "brink run a.toml --force": the command line as a file's history tells it.
std::string command_text(const std::string& name, const std::vector<std::string>& arguments);

/// The one positional argument of a command. @throw Error(Exit::usage) naming
/// `what` (such as "config") and `accepted` (such as "one CONFIG file")
std::string only_argument(const std::vector<std::string>& positional, std::string_view name,
                          std::string_view what, std::string_view accepted);

}  // namespace brink
