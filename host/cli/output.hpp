// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace brink {

/// Refuses early what could only fail after hours of work: `path` is a folder, exists
/// while it may not be replaced, or cannot be written.
///
/// @param may_exist an existing file may be replaced, or continued
/// @param ways what else the user could do with it, such as "--force to replace it"
/// @throw Error(Exit::usage), Error(Exit::failed)
void check_output_file(const std::string& path, bool may_exist, std::string_view ways);

}  // namespace brink
