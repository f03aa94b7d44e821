// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <span>
#include <string_view>

namespace brink {

/// A name that users meet, and what it means.
struct Meaning {
  std::string_view name;
  std::string_view text;
};

/// One sentence on what the program is for.
extern const std::string_view program_purpose;

/// The rules that hold for every command, in sentences.
extern const std::string_view program_rules;

/// What the program's exit codes mean, in ascending order.
std::span<const Meaning> exit_codes();

/// The signals that the program answers.
std::span<const Meaning> signals();

/// The environment variables that the program reads.
std::span<const Meaning> environment_variables();

}  // namespace brink
