// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/reference/page.hpp"

#include <fmt/format.h>

#include "host/cli/options.hpp"

namespace brink::reference {
namespace {

Option read_option(const cxxopts::HelpOptionDetails& found) {
  Option option{found.s, found.l.front(), found.arg_help, found.desc, found.is_container};
  if (found.has_default && !found.is_boolean) {
    option.text += fmt::format(" (default: {})", found.default_value);
  }
  return option;
}

std::vector<Option> read_group(const cxxopts::Options& parser, const std::string& group) {
  std::vector<Option> options;
  for (const auto& found : parser.group_help(group).options) options.push_back(read_option(found));
  return options;
}

}  // namespace

ValueKind value_kind(const Option& option) {
  if (option.value.empty()) return ValueKind::none;
  if (option.value.starts_with("FILE") || option.value == "CONFIG") return ValueKind::file;
  return option.value == "DEVICE" ? ValueKind::device : ValueKind::other;
}

std::vector<Page> read_pages() {
  std::vector<Page> pages;
  for (const Command* const command : commands()) {
    const cxxopts::Options parser = parser_of(*command);
    Page page{command, read_group(parser, argument_group), read_group(parser, "")};
    for (Option& argument : page.arguments) argument.long_name.clear();
    pages.push_back(std::move(page));
  }
  return pages;
}

}  // namespace brink::reference
