// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cli/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

#include "host/config/suggest.hpp"
#include "host/error.hpp"

namespace brink {
namespace {

/// An option's name as the user wrote it, without dashes and value.
std::string option_name(std::string_view argument) {
  argument.remove_prefix(std::min(argument.find_first_not_of('-'), argument.size()));
  return std::string(argument.substr(0, argument.find('=')));
}

}  // namespace

void refuse(const std::string& line) { throw Error(Exit::usage, line); }

std::string hint(const std::string& name, std::span<const std::string_view> candidates) {
  const std::string suggestion = did_you_mean(name, candidates);
  return suggestion.empty() ? "" : ", " + suggestion;
}

void check_options(const std::vector<std::string>& arguments,
                   std::span<const std::string_view> known) {
  for (const std::string& argument : arguments) {
    if (argument == "--") return;
    if (argument.rfind("--", 0) != 0) continue;
    const std::string name = option_name(argument);
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string accepted;
    for (const auto option : known) accepted += fmt::format(" --{}", option);
    refuse(fmt::format("unknown option --{}{}; accepted:{}", name, hint(name, known), accepted));
  }
}

unsigned thread_count(const std::string& text) {
  constexpr unsigned most = 4096;  // beyond any machine, well below the limits of one
  unsigned count = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') count = most + 1;
    if (count <= most) count = count * 10 + static_cast<unsigned>(digit - '0');
  }
  if (text.empty() || count < 1 || count > most) {
    refuse(fmt::format("--threads {}: not a number of threads; accepted: integers 1 to {}", text,
                       most));
  }
  return count;
}

double seconds(const std::string& option, const std::string& text) {
  constexpr double most = 86400;  // a day
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || !(value >= 0 && value <= most)) {
    refuse(fmt::format("--{} {}: not a time; accepted: 0 to {} seconds", option, text, most));
  }
  return value;
}

cxxopts::ParseResult parse(cxxopts::Options& options, const std::string& name,
                           const std::vector<std::string>& arguments) {
  std::vector<const char*> argv = {name.c_str()};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  try {
    return options.parse(static_cast<int>(argv.size()), argv.data());
  } catch (const std::exception& error) {  // cxxopts renamed its base class in version 3.1
    refuse(fmt::format("brink {}: {}; see brink {} --help", name, error.what(), name));
  }
}

std::vector<std::string> set_options(const std::vector<std::string>& arguments) {
  constexpr std::string_view joined = "--set=";
  std::vector<std::string> values;
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    if (arguments[i] == "--set" && i + 1 < arguments.size()) {
      values.push_back(arguments[++i]);
    } else if (arguments[i].rfind(joined, 0) == 0) {
      values.push_back(arguments[i].substr(joined.size()));
    }
  }
  return values;
}

std::vector<std::string> positional(const cxxopts::ParseResult& parsed, const std::string& name) {
  if (parsed.count(name) == 0) return {};
  return parsed[name].as<std::vector<std::string>>();
}

std::string command_text(const std::string& name, const std::vector<std::string>& arguments) {
  std::string text = "brink " + name;
  for (const std::string& argument : arguments) text += " " + argument;
  return text;
}

std::string only_argument(const std::vector<std::string>& positional, std::string_view name,
                          std::string_view what, std::string_view accepted) {
  if (positional.size() != 1) {
    refuse(fmt::format("brink {}: {} {}{} given; accepted: {}", name,
                       positional.empty() ? "no" : "several", what, positional.empty() ? "" : "s",
                       accepted));
  }
  return positional[0];
}

}  // namespace brink
