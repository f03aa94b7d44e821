// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace brink {

/// One line of text behind the end of the HDF5 file, where HDF5 does not look: a
/// checksum of everything before it. HDF5 itself guards only parts of a file, and
/// crashes on some that are damaged elsewhere. Programs that change the file drop
/// the seal or break it.
std::string seal_of(std::span<const std::byte> file);

/// What a file's seal says of it.
enum class Seal { intact, broken, none };

/// Reads the whole file once.
/// @throw std::system_error where it cannot be read
Seal check_seal(const std::string& path);

}  // namespace brink
