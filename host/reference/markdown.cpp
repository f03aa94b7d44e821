// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include "host/cli/conventions.hpp"
#include "host/reference/formats.hpp"

namespace brink::reference {
namespace {

/// Text in a cell of a table. A bar would end the cell, and a name in angle brackets is not HTML.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|' || c == '<') result += '\\';
    result += c;
  }
  return result;
}

std::string option_names(const Option& option) {
  std::string names;
  if (!option.short_name.empty()) names += fmt::format("-{}", option.short_name);
  if (!option.long_name.empty()) {
    names += fmt::format("{}--{}", names.empty() ? "" : ", ", option.long_name);
  }
  if (!option.value.empty()) names += (names.empty() ? "" : " ") + option.value;
  return names;
}

std::string table(std::string_view name, const std::vector<Meaning>& rows) {
  std::string text = fmt::format("| {} | meaning |\n|---|---|\n", name);
  for (const Meaning& row : rows) text += fmt::format("| `{}` | {} |\n", row.name, cell(row.text));
  return text + '\n';
}

std::string table(std::string_view name, std::span<const Meaning> rows) {
  return table(name, std::vector<Meaning>(rows.begin(), rows.end()));
}

std::string section(const Page& page) {
  const Command& command = *page.command;
  std::string text = fmt::format("## brink {0}\n\n```\nbrink {0} {1} [options]\n```\n\n{2}\n\n",
                                 command.name, command.synopsis, command.description);
  std::vector<std::string> names;
  std::vector<Meaning> rows;
  names.reserve(page.arguments.size() + page.options.size());
  for (const auto* const group : {&page.arguments, &page.options}) {
    for (const Option& option : *group) {
      names.push_back(option_names(option));
      rows.push_back({names.back(), option.text});
    }
  }
  text += table("argument or option", rows);
  for (const Example& example : command.examples) {
    text += fmt::format("`{}` {}.\n\n", example.line, example.text);
  }
  return text;
}

}  // namespace

std::string markdown(const std::vector<Page>& pages) {
  std::string text = fmt::format("# Command line\n\n{}\n\n", program_rules);
  std::vector<Meaning> summaries;
  for (const Page& page : pages) summaries.push_back({page.command->name, page.command->summary});
  text += table("command", summaries);
  text +=
      "`brink --help` lists the commands, `brink COMMAND --help` describes one, and "
      "`brink\n--version` prints the version and the git commit.\n\n";
  for (const Page& page : pages) text += section(page);
  text += "## Exit codes\n\n" + table("code", exit_codes());
  text += "## Signals\n\n" + table("signal", signals());
  text += "## Environment\n\n" + table("variable", environment_variables());
  text.pop_back();
  return text;
}

}  // namespace brink::reference
