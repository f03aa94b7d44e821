// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace brink {

/// The SHA-256 of the bytes (FIPS 180-4), as 64 hexadecimal digits.
std::string sha256(std::span<const std::byte> bytes);

}  // namespace brink
