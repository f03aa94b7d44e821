// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace brink {

/// Runs the program. `arguments` do not contain the program's own name. Results go to `out`,
/// progress to stderr. @throw Error
void run_command_line(const std::vector<std::string>& arguments, std::ostream& out);

}  // namespace brink
