// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include "host/reference/formats.hpp"

namespace brink::reference {
namespace {

/// Text in single quotes.
std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + '\'';
}

std::string value_text(const Option& option) {
  switch (value_kind(option)) {
    case ValueKind::file:
      return " -r -F";
    case ValueKind::device:
      return fmt::format(" -x -a '{}'", device_words);
    case ValueKind::other:
      return " -x";
    case ValueKind::none:
      break;
  }
  return "";
}

std::string command_lines(const Page& page) {
  const std::string within =
      fmt::format("complete -c brink -n '__fish_seen_subcommand_from {}'", page.command->name);
  std::string lines;
  for (const Option& option : page.options) {
    const std::string short_name =
        option.short_name.empty() ? "" : fmt::format(" -s {}", option.short_name);
    lines += fmt::format("{}{} -l {}{} -d {}\n", within, short_name, option.long_name,
                         value_text(option), quoted(option.text));
  }
  if (!page.arguments.empty()) lines += fmt::format("{} -F\n", within);
  return lines;
}

}  // namespace

std::string fish_completion(const std::vector<Page>& pages) {
  std::string text =
      "complete -c brink -f\n"
      "complete -c brink -n __fish_use_subcommand -s h -l help -d 'list the commands'\n"
      "complete -c brink -n __fish_use_subcommand -l version -d 'print the version'\n";
  for (const Page& page : pages) {
    text += fmt::format("complete -c brink -n __fish_use_subcommand -a {} -d {}\n",
                        page.command->name, quoted(page.command->summary));
  }
  for (const Page& page : pages) text += command_lines(page);
  return text;
}

}  // namespace brink::reference
