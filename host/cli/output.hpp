// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace brink {

/// Refuses early what could only fail after hours of work: `path` is a folder, exists
/// while it may not be replaced, or cannot be written.
///
/// @param force an existing file may be replaced
/// @throw Error(Exit::usage, Exit::failed)
void check_output(const std::string& path, bool force);

}  // namespace brink
