// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace brink::device {

/// "512 MiB": for people.
std::string memory_text(std::uint64_t bytes);

}  // namespace brink::device
