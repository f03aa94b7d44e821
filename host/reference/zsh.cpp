// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include "host/reference/formats.hpp"

namespace brink::reference {
namespace {

/// Text between single quotes in a specification of _arguments or _describe, in which brackets
/// and colons have a meaning.
std::string quoted(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
      continue;
    }
    if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

/// The name of a value and what completes it, such as ":FILE:_files".
std::string value_text(const Option& option) {
  const auto with = [&](std::string_view action) {
    return fmt::format(":{}:{}", quoted(option.value), action);
  };
  switch (value_kind(option)) {
    case ValueKind::file:
      return with("_files");
    case ValueKind::device:
      return with(fmt::format("({})", device_words));
    case ValueKind::other:
      return with(" ");
    case ValueKind::none:
      break;
  }
  return "";
}

std::string option_text(const Option& option) {
  const std::string name = fmt::format("--{}{}", option.long_name, option.value.empty() ? "" : "=");
  const std::string rest = fmt::format("'[{}]{}'", quoted(option.text), value_text(option));
  if (option.repeats) return fmt::format("'*'{}{}", name, rest);
  if (option.short_name.empty()) return name + rest;
  return fmt::format("'(-{0} --{1})'{{-{0},{2}}}{3}", option.short_name, option.long_name, name,
                     rest);
}

std::string command_case(const Page& page) {
  std::string specifications;
  for (const Option& option : page.options) {
    specifications += fmt::format(" \\\n            {}", option_text(option));
  }
  for (const Option& argument : page.arguments) {
    // It may be repeated; the program refuses it where once is enough.
    specifications += fmt::format(" \\\n            '*{}'", value_text(argument));
  }
  return fmt::format("        {})\n          _arguments -s{}\n          ;;\n", page.command->name,
                     specifications);
}

}  // namespace

std::string zsh_completion(const std::vector<Page>& pages) {
  std::string names, cases;
  for (const Page& page : pages) {
    names += fmt::format("    '{}:{}'\n", page.command->name, quoted(page.command->summary));
    cases += command_case(page);
  }
  return fmt::format(R"(_brink() {{
  local curcontext="$curcontext" state line
  typeset -A opt_args
  local -a commands
  commands=(
{}  )
  _arguments -C \
    '(- *)'{{-h,--help}}'[list the commands]' \
    '(- *)--version[print the version]' \
    '1:command:->command' \
    '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $line[1] in
{}      esac
      ;;
  esac
}}
_brink "$@"
)",
                     names, cases);
}

}  // namespace brink::reference
