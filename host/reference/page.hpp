// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/cli/command.hpp"

namespace brink::reference {

/// An option of a command, or one of its arguments.
struct Option {
  std::string short_name;  ///< without its dash; may be empty
  std::string long_name;   ///< without its dashes; empty for an argument
  std::string value;       ///< the name of its value, such as FILE; empty for a switch
  std::string text;        ///< what the option does
  bool repeats = false;    ///< whether it may be given several times
};

/// The kind of an option's or argument's values, for completion.
enum class ValueKind { none, file, device, other };
ValueKind value_kind(const Option& option);

/// The words that complete a value of the kind `device`.
inline constexpr std::string_view device_words = "auto cpu cuda";

/// A command with everything that can follow its name.
struct Page {
  const Command* command;
  std::vector<Option> arguments;
  std::vector<Option> options;
};

/// Every command of the program, in the order of its usage text.
std::vector<Page> read_pages();

}  // namespace brink::reference
