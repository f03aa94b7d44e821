// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <cstdint>

#include "host/device/check.hpp"
#include "host/device/stream.hpp"

namespace brink::device {

/// Launches a kernel whose one parameter is a struct of its arguments. `blocks` and
/// `threads` are above 0; `shared_bytes` of dynamic shared memory for each block.
template <class Arguments>
void launch(void (*kernel)(Arguments), unsigned blocks, unsigned threads, const Stream& stream,
            Arguments arguments, std::size_t shared_bytes = 0) {
  void* pointers[] = {&arguments};
  BRINK_CUDA(
      cudaLaunchKernel(kernel, dim3(blocks), dim3(threads), pointers, shared_bytes, stream.get()));
}

/// Of the current device.
unsigned multiprocessors();
/// Dynamic shared memory that a block of the current device may have at most, bytes.
std::size_t most_shared_bytes();

/// Lets a kernel have so much dynamic shared memory for each block: above 48 KiB a device
/// grants it only when asked. @throw Error where it has not so much
void allow_shared(const void* kernel, std::size_t shared_bytes);

/// Blocks that keep the current device busy, as many as fit on it at once, but no more than
/// `wanted`, and at least one. The grid's threads stride over their work. Calls
/// allow_shared(). @throw Error where the device cannot hold a single block
unsigned resident_blocks(const void* kernel, unsigned threads, std::size_t shared_bytes,
                         std::uint64_t wanted);

}  // namespace brink::device
