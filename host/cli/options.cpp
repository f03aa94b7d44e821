// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cli/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>

#include "host/config/decimal.hpp"
#include "host/config/suggest.hpp"
#include "host/config/text.hpp"
#include "host/error.hpp"

namespace brink {
namespace {

/// The long options of a parser, in the order of the help text.
std::vector<std::string_view> long_options(const cxxopts::Options& options) {
  std::vector<std::string_view> names;
  for (const auto& option : options.group_help("").options) names.push_back(option.l.front());
  return names;
}

/// An option's name as the user wrote it, without dashes and value.
std::string option_name(std::string_view argument) {
  argument.remove_prefix(std::min(argument.find_first_not_of('-'), argument.size()));
  return std::string(argument.substr(0, argument.find('=')));
}

/// An argument as a shell would take it, on one line.
std::string quoted(const std::string& argument) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@%";
  if (!argument.empty() && argument.find_first_not_of(plain) == std::string::npos) return argument;
  const bool escapes = printable(argument) != argument;  // then as bash's $'...'
  std::string text = escapes ? "$'" : "'";
  for (const char letter : argument) {
    if (escapes && (letter == '\'' || letter == '\\')) {
      text += '\\';
    } else if (letter == '\'') {
      text += "'\\'";  // ends the quotes, adds an escaped one, begins them again
    }
    text += letter;
  }
  return (escapes ? printable(text) : text) + '\'';
}

/// Refuses an unknown long option, with the option that was probably meant.
void check_options(const std::vector<std::string>& arguments,
                   std::span<const std::string_view> known) {
  for (const std::string& argument : arguments) {
    if (argument == "--") return;
    if (argument.rfind("--", 0) != 0) continue;
    const std::string name = option_name(argument);
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string accepted;
    for (const auto option : known) accepted += fmt::format(" --{}", option);
    std::string hinted = hint(name, known);  // , did you mean "option"?
    if (const auto quote = hinted.find('"'); quote != hinted.npos) hinted.insert(quote + 1, "--");
    refuse(fmt::format("unknown option --{}{}; accepted:{}", name, hinted, accepted));
  }
}

}  // namespace

void refuse(const std::string& line) { throw Error(Exit::usage, line); }

std::string hint(const std::string& name, std::span<const std::string_view> candidates) {
  const std::string suggestion = did_you_mean(name, candidates);
  return suggestion.empty() ? "" : ", " + suggestion;
}

cxxopts::Options parser_of(const Command& command) {
  cxxopts::Options options(std::string(command.name));
  options.custom_help("").positional_help("");
  command.add_options(options);
  options.add_options()("h,help", "show this text and stop");
  return options;
}

std::string help_text(const Command& command) {
  std::string text = fmt::format("usage: brink {} {} [options]\n\n{}\n", command.name,
                                 command.synopsis, command.description);
  text += "\noptions:" + parser_of(command).help({""}, false);
  text += "\nexamples:\n";
  for (const Example& example : command.examples) {
    text += fmt::format("  {}\n      {}\n", example.line, example.text);
  }
  return text;
}

std::uint64_t integer(const std::string& option, const std::string& text, std::uint64_t least,
                      std::uint64_t most) {
  const auto number = read_decimal(text);
  const std::string digits = (number ? whole_digits(*number) : std::nullopt).value_or("");
  std::uint64_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  const bool in_range = error == std::errc() && value >= least && value <= most;
  if (digits.empty() || stop != end || !in_range) {
    refuse(fmt::format("--{}: {} is {}; accepted: integers {} to {}", option, text,
                       digits.empty() ? "not an integer" : "out of range", least, most));
  }
  return value;
}

unsigned thread_count(const std::string& text) {
  constexpr std::uint64_t most = 4096;  // beyond any machine, and well below the system's limits
  return static_cast<unsigned>(integer("threads", text, 1, most));
}

double seconds(const std::string& option, const std::string& text) {
  constexpr double most = 86400;  // a day
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || !(value >= 0 && value <= most)) {
    refuse(fmt::format("--{}: {} is not a time; accepted: 0 to {} seconds", option, text, most));
  }
  return value;
}

cxxopts::ParseResult parse(const Command& command, const std::vector<std::string>& arguments) {
  cxxopts::Options options = parser_of(command);
  check_options(arguments, long_options(options));
  std::vector<const char*> argv = {command.name.data()};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  try {
    return options.parse(static_cast<int>(argv.size()), argv.data());
  } catch (const std::exception& error) {  // cxxopts renamed its base class in version 3.1
    refuse(fmt::format("brink {0}: {1}; see brink {0} --help", command.name, error.what()));
  }
}

std::vector<std::string> values(const cxxopts::ParseResult& parsed, const std::string& name) {
  if (parsed.count(name) == 0) return {};
  return parsed[name].as<std::vector<std::string>>();
}

std::string shell_words(const std::vector<std::string>& arguments) {
  std::string words;
  for (const std::string& argument : arguments) {
    if (!words.empty()) words += ' ';
    words += quoted(argument);
  }
  return words;
}

std::string command_text(const std::string& name, const std::vector<std::string>& arguments) {
  return "brink " + name + (arguments.empty() ? "" : " ") + shell_words(arguments);
}

std::string only_argument(const std::vector<std::string>& positional, std::string_view name,
                          std::string_view what, std::string_view accepted) {
  if (positional.size() != 1) {
    refuse(fmt::format("brink {}: {} {}{} given; accepted: {}", name,
                       positional.empty() ? "no" : "several", what,
                       positional.empty() ? " was" : "s were", accepted));
  }
  return positional[0];
}

}  // namespace brink
