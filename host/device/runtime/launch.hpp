// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <cstdint>

#include "host/device/runtime/check.hpp"
#include "host/device/runtime/stream.hpp"

namespace brink::device {

/// A kernel as cudaLaunchKernel() takes it: by its address, because CUDA before 12.6 has no
/// overload for functions. Only the tests' executor, which calls the kernel, needs its type.
template <class Arguments>
auto launchable(void (*kernel)(Arguments)) {
#ifdef BRINK_SIMT
  return kernel;
#else
  return reinterpret_cast<const void*>(kernel);
#endif
}

/// Launches a kernel whose one parameter is a struct of its arguments. `blocks` and `threads`
/// must be above 0. Each block gets `shared_bytes` of dynamic shared memory.
template <class Arguments>
void launch(void (*kernel)(Arguments), unsigned blocks, unsigned threads, const Stream& stream,
            Arguments arguments, std::size_t shared_bytes = 0) {
  void* pointers[] = {&arguments};
  BRINK_CUDA(cudaLaunchKernel(launchable(kernel), dim3(blocks), dim3(threads), pointers,
                              shared_bytes, stream.get()));
}

/// The number of multiprocessors of the current device.
unsigned multiprocessors();
/// Whether the system of the current device ends launches that take long, because the device also
/// serves a screen.
bool limits_time();
/// The most dynamic shared memory, in bytes, that a block of the current device may have.
std::size_t most_shared_bytes();

/// The device memory that the runtime sets aside for a kernel's stack, when the kernel is launched
/// first: as much as all threads need that the current device can hold at once.
std::uint64_t local_bytes(const void* kernel);
template <class Arguments>
std::uint64_t local_bytes(void (*kernel)(Arguments)) {
  return local_bytes(reinterpret_cast<const void*>(kernel));
}

/// Lets a kernel have that much dynamic shared memory for each block. Above 48 KiB a device
/// grants it only when asked. @throw Error where the device does not have that much
void allow_shared(const void* kernel, std::size_t shared_bytes);

/// How many blocks keep the current device busy: as many as fit on it at once, but no more than
/// `wanted`, and at least one. The threads of the grid stride over their work. Calls
/// allow_shared(). @throw Error where the device cannot hold a single block
unsigned resident_blocks(const void* kernel, unsigned threads, std::size_t shared_bytes,
                         std::uint64_t wanted);

}  // namespace brink::device
