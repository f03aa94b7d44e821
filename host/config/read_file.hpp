// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace brink {

/// The bytes of a config file of up to 1 MiB. Throws brink::Error
/// (Exit::usage) with one line where it cannot be read or is longer.
std::string read_config_file(const std::string& path);

}  // namespace brink
