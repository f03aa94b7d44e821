// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/runtime/launch.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/error.hpp"

namespace brink::device {
namespace {

/// Dynamic shared memory that every device grants a block by default.
constexpr std::size_t granted_shared_bytes = 48 << 10;

int attribute(cudaDeviceAttr which) {
  int device = 0, value = 0;
  BRINK_CUDA(cudaGetDevice(&device));
  BRINK_CUDA(cudaDeviceGetAttribute(&value, which, device));
  return value;
}

}  // namespace

unsigned multiprocessors() {
  return static_cast<unsigned>(attribute(cudaDevAttrMultiProcessorCount));
}

bool limits_time() { return attribute(cudaDevAttrKernelExecTimeout) != 0; }

std::size_t most_shared_bytes() {
  return static_cast<std::size_t>(attribute(cudaDevAttrMaxSharedMemoryPerBlockOptin));
}

std::uint64_t local_bytes(const void* kernel) {
  cudaFuncAttributes attributes{};
  BRINK_CUDA(cudaFuncGetAttributes(&attributes, kernel));
  const auto threads =
      static_cast<std::uint64_t>(attribute(cudaDevAttrMaxThreadsPerMultiProcessor));
  return attributes.localSizeBytes * threads * multiprocessors();
}

void allow_shared(const void* kernel, std::size_t shared_bytes) {
  if (shared_bytes <= granted_shared_bytes) return;
  BRINK_CUDA(cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize,
                                  static_cast<int>(shared_bytes)));
}

unsigned resident_blocks(const void* kernel, unsigned threads, std::size_t shared_bytes,
                         std::uint64_t wanted) {
  allow_shared(kernel, shared_bytes);
  int blocks = 0;
  BRINK_CUDA(cudaOccupancyMaxActiveBlocksPerMultiprocessor(
      &blocks, kernel, static_cast<int>(threads), shared_bytes));
  if (blocks == 0) {
    throw Error(Exit::failed,
                fmt::format("the device cannot hold a block of {} threads with {} bytes of shared "
                            "memory, of which it has {}; use --device cpu",
                            threads, shared_bytes, most_shared_bytes()));
  }
  const std::uint64_t resident = std::uint64_t{multiprocessors()} * static_cast<unsigned>(blocks);
  return static_cast<unsigned>(std::clamp<std::uint64_t>(wanted, 1, resident));
}

}  // namespace brink::device
