// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace brink::device {

/// Bytes as text for people: "512 MiB".
std::string memory_text(std::uint64_t bytes);

}  // namespace brink::device
