// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <string>

namespace brink {

/// A line of the program on stderr. A stderr that is closed or full stops no run.
inline void tell(const std::string& line) { std::fputs(("brink: " + line + "\n").c_str(), stderr); }

}  // namespace brink
