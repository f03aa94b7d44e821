// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include "host/reference/formats.hpp"

namespace brink::reference {
namespace {

/// A bash pattern for the names of an option, such as "-o|--output".
std::string pattern(const Option& option) {
  return option.short_name.empty() ? fmt::format("--{}", option.long_name)
                                   : fmt::format("-{}|--{}", option.short_name, option.long_name);
}

/// The options whose values are of one kind, such as "-o|--output|--device". Empty where there
/// are none.
std::string patterns(const Page& page, ValueKind kind) {
  std::string text;
  for (const Option& option : page.options) {
    if (value_kind(option) != kind) continue;
    text += fmt::format("{}{}", text.empty() ? "" : "|", pattern(option));
  }
  return text;
}

/// The case in bash that completes the values of the options of one kind.
std::string value_case(const Page& page, ValueKind kind, std::string_view action) {
  const std::string options = patterns(page, kind);
  return options.empty() ? "" : fmt::format("        {}) {} ;;\n", options, action);
}

std::string command_case(const Page& page) {
  std::string names;
  for (const Option& option : page.options) {
    names += fmt::format("{}--{}", names.empty() ? "" : " ", option.long_name);
  }
  // Where no word fits, bash completes the names of files by itself.
  const std::string values =
      value_case(page, ValueKind::file, "return") +
      value_case(page, ValueKind::device, fmt::format("words='{}'", device_words)) +
      value_case(page, ValueKind::other, "compopt +o default");
  return fmt::format(R"(    {})
      case $previous in
{}        *) [[ $current != -* ]] || words='{}' ;;
      esac
      ;;
)",
                     page.command->name, values, names);
}

}  // namespace

std::string bash_completion(const std::vector<Page>& pages) {
  std::string names, cases;
  for (const Page& page : pages) {
    names += fmt::format("{} ", page.command->name);
    cases += command_case(page);
  }
  return fmt::format(R"(_brink() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}} words=''
  COMPREPLY=()
  # Bash takes --device=cpu for three words.
  if [[ $current == '=' ]]; then
    current=''
  elif [[ $previous == '=' ]]; then
    previous=${{COMP_WORDS[COMP_CWORD - 2]}}
  fi
  local command=${{COMP_WORDS[1]}}
  ((COMP_CWORD > 1)) || command=''
  case $command in
    '') words='{}--help --version' ;;
{}  esac
  [[ -z $words ]] || mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}}
complete -o bashdefault -o default -F _brink brink
)",
                     names, cases);
}

}  // namespace brink::reference
