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

/// So many bytes of device memory; cudaFree ends them.
/// @throw Error(Exit::failed) naming what is needed and what is free
void* allocate(std::size_t bytes);

}  // namespace brink::device
