// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#define CXXOPTS_VECTOR_DELIMITER '\0'  // file names and TOML lists may hold commas
#include <cxxopts.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/cli/command.hpp"

namespace brink {

/// The group of options that holds a command's arguments, which have no dashes.
inline constexpr const char* argument_group = "arguments";

/// Ends the program with one line and the exit code of a bad command line.
/// @throw Error(Exit::usage)
[[noreturn]] void refuse(const std::string& line);

/// ", did you mean ...?", or nothing.
std::string hint(const std::string& name, std::span<const std::string_view> candidates);

/// The parser of a command's arguments. Every command has --help.
cxxopts::Options parser_of(const Command& command);

/// What `brink <name> --help` prints.
std::string help_text(const Command& command);

/// Parses the arguments after the command's name. @throw Error(Exit::usage)
cxxopts::ParseResult parse(const Command& command, const std::vector<std::string>& arguments);

/// The value of an option that is an integer, such as 1000 or 1e3, in least..most.
/// @throw Error(Exit::usage)
std::uint64_t integer(const std::string& option, const std::string& text, std::uint64_t least,
                      std::uint64_t most);

/// The value of --threads, 1 to 4096. @throw Error(Exit::usage)
unsigned thread_count(const std::string& text);

/// The value of an option that is a time, 0 to 86400 s. @throw Error(Exit::usage)
double seconds(const std::string& option, const std::string& text);

/// The values of an option that may be repeated, or of the arguments that are not options.
std::vector<std::string> values(const cxxopts::ParseResult& parsed, const std::string& name);

/// The arguments as words of a shell's command line.
std::string shell_words(const std::vector<std::string>& arguments);

/// The command line as a file's history records it: "brink run a.toml --force".
std::string command_text(const std::string& name, const std::vector<std::string>& arguments);

/// The one positional argument of a command.
/// @throw Error(Exit::usage) with `what` (such as "config") and `accepted` (such as "one CONFIG
/// file")
std::string only_argument(const std::vector<std::string>& positional, std::string_view name,
                          std::string_view what, std::string_view accepted);

}  // namespace brink
