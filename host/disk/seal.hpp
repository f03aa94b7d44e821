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
/// the seal or break it. It is the CRC-32 of zlib, which sees every change within four
/// bytes and is quick enough for `brink info` of a large file.
std::string seal_of(std::span<const std::byte> file);

/// What a file's seal says of it.
enum class Seal { intact, broken, none };

/// Of all bytes of a file, with the seal where there is one.
Seal check_seal(std::span<const std::byte> file);

/// Writes a file with its seal: whole or not at all. @throw Error(Exit::failed)
void write_sealed(std::span<const std::byte> file, const std::string& path);

}  // namespace brink
