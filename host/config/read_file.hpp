// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace brink {

/// The path of a config that means standard input.
inline constexpr const char* standard_input = "-";

/// The name of a config's source in messages.
std::string config_source(const std::string& path);

/// Reads the bytes of a config of up to 1 MiB from a file, a pipe, a device, or standard input.
/// Where nothing comes, it says on stderr what it waits for. Throws brink::Error (Exit::usage)
/// with one line where the config cannot be read or is longer.
std::string read_config_file(const std::string& path);

}  // namespace brink
