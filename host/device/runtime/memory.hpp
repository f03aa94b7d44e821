// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace brink::device {

/// Memory of the current device, bytes.
struct Memory {
  std::uint64_t free = 0;
  std::uint64_t total = 0;
};
Memory memory();

/// Allocates device memory, which cudaFree frees.
/// @throw Error(Exit::failed) that names what is needed and what is free
void* allocate(std::size_t bytes);

/// Allocates page-locked host memory, which cudaFreeHost frees.
/// @throw Error(Exit::failed) where the machine, not the device, has no room
void* allocate_pinned(std::size_t bytes);

}  // namespace brink::device
