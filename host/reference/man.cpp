// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "host/cli/conventions.hpp"
#include "host/reference/formats.hpp"
#include "host/version.hpp"

namespace brink::reference {
namespace {

/// Text that roff shows unchanged: roff does not interpret its backslashes, dashes and quotes,
/// and no line begins with a control character.
std::string roff(std::string_view text) {
  std::string result;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) result += "\\&";
    switch (c) {
      case '\\':
        result += "\\e";
        break;
      case '-':
        result += "\\-";
        break;
      case '\'':
        result += "\\(aq";
        break;
      case '~':
        result += "\\(ti";
        break;
      case '^':
        result += "\\(ha";
        break;
      default:
        result += c;
    }
    line_begins = c == '\n';
  }
  return result;
}

std::string bold(std::string_view text) { return fmt::format("\\fB{}\\fR", roff(text)); }
std::string italic(std::string_view text) { return fmt::format("\\fI{}\\fR", roff(text)); }

/// An entry of a list: its tag and its text.
std::string entry(const std::string& tag, std::string_view text) {
  return fmt::format(".TP\n{}\n{}\n", tag, roff(text));
}

std::string option_tag(const Option& option) {
  std::vector<std::string> names;
  if (!option.short_name.empty()) names.push_back(bold(fmt::format("-{}", option.short_name)));
  if (!option.long_name.empty()) names.push_back(bold(fmt::format("--{}", option.long_name)));
  const std::string value = option.value.empty() ? "" : italic(option.value);
  return fmt::format("{}{}{}", fmt::join(names, ", "), names.empty() || value.empty() ? "" : " ",
                     value);
}

std::string section(const Page& page) {
  const Command& command = *page.command;
  std::string text = fmt::format(".SS brink {} {} [options]\n{}\n", roff(command.name),
                                 roff(command.synopsis), roff(command.description));
  for (const Option& argument : page.arguments) text += entry(option_tag(argument), argument.text);
  for (const Option& option : page.options) text += entry(option_tag(option), option.text);
  return text;
}

std::string synopsis(const Page& page) {
  return fmt::format("{} {} [{}]\n.br\n", bold(fmt::format("brink {}", page.command->name)),
                     roff(page.command->synopsis), italic("options"));
}

std::string list(std::span<const Meaning> meanings) {
  std::string text;
  for (const Meaning& meaning : meanings) text += entry(bold(meaning.name), meaning.text);
  return text;
}

constexpr std::string_view files_section = R"(.SH FILES
.TP
.I results/NAME.h5
the result file of the config \fINAME.toml\fR, in the working folder, unless \fB\-\-output\fR names
another one. Any program that reads HDF5 or netCDF\-4 opens it.
.TP
.I share/brink/configs
example configs, under the folder where Brink is installed, such as \fI/usr\fR.
.SH SEE ALSO
Z. Dai and D. K. Gifford,
.IR "Fundamental limits on the robustness of image classifiers" ,
ICLR 2023.
)";

}  // namespace

std::string man_page(const std::vector<Page>& pages) {
  std::string text =
      fmt::format(".TH BRINK 1 {} \"Brink {}\" \"User Commands\"\n", release_date, version);
  text += ".SH NAME\nbrink \\- measure how far random images stand from the edge of their class\n";
  text += ".SH SYNOPSIS\n";
  for (const Page& page : pages) text += synopsis(page);
  text += fmt::format("{} | {}\n", bold("brink --help"), bold("--version"));
  text += fmt::format(".SH DESCRIPTION\n{}\n.PP\n{}\n", roff(program_purpose), roff(program_rules));
  text += ".SH COMMANDS\n";
  for (const Page& page : pages) text += section(page);
  text += ".SH EXIT STATUS\n" + list(exit_codes());
  text += ".SH SIGNALS\n" + list(signals());
  text += ".SH ENVIRONMENT\n" + list(environment_variables());
  text += ".SH EXAMPLES\n";
  for (const Page& page : pages) {
    for (const Example& example : page.command->examples) {
      text += entry(bold(example.line), example.text);
    }
  }
  return text += files_section;
}

}  // namespace brink::reference
