// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <array>

#include "host/cli/command.hpp"

namespace brink {

std::span<const Command* const> commands() {
  static constexpr std::array list = {&run_command,   &sample_command, &report_command,
                                      &merge_command, &verify_command, &info_command};
  return list;
}

}  // namespace brink
