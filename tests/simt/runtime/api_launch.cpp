// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tests/simt/runtime/api.hpp"
#include "tests/simt/runtime/call.hpp"
#include "tests/simt/runtime/launch.hpp"

namespace simt = brink::simt;
using Limits = brink::simt::DeviceLimits;

namespace {

bool possible(const dim3& grid, const dim3& block) {
  const auto in = [](unsigned count, unsigned most) { return count > 0 && count <= most; };
  return in(grid.x, Limits::grid_x) && in(grid.y, Limits::grid_y) && in(grid.z, Limits::grid_z) &&
         in(block.x, Limits::block_x) && in(block.y, Limits::block_y) &&
         in(block.z, Limits::block_z) && block.x * block.y * block.z <= Limits::threads_per_block;
}

std::size_t most_dynamic(const simt::Device& device, const void* kernel) {
  const auto raised = device.dynamic_shared.find({simt::chosen_device, kernel});
  return raised == device.dynamic_shared.end() ? Limits::shared_per_block : raised->second;
}

/// Fails if an argument is a pointer to host memory, which a kernel on a device could not read.
void refuse_host_pointers(simt::Device& device, const simt::KernelCall& call) {
  for (const auto& [from, count] : call.body->arguments()) {
    if (const void* const pointer = device.host_pointer_in(from, count)) {
      device.fail(fmt::format("kernel {}: an argument holds {}, which points to host memory",
                              simt::kernel_name(call.function), pointer));
    }
  }
}

int blocks_that_fit(int threads, std::size_t shared_bytes) {
  const int rounded = (threads + 31) / 32 * 32;
  int blocks =
      std::min(Limits::blocks_per_multiprocessor, Limits::threads_per_multiprocessor / rounded);
  constexpr std::size_t reserved = 1024;  ///< of each block, for the system
  const std::size_t by_shared = Limits::shared_per_multiprocessor / (shared_bytes + reserved);
  return std::min(blocks, static_cast<int>(by_shared));
}

}  // namespace

namespace brink::simt {

cudaError_t launch_kernel(std::shared_ptr<KernelCall> call, cudaStream_t handle) {
  return with_device([&](Device& device) {
    CUstream_st* const stream = device.streams.find(handle);
    if (stream == nullptr || !stream->belongs_to(chosen_device)) {
      return cudaErrorInvalidResourceHandle;
    }
    if (!possible(call->grid, call->block)) return cudaErrorInvalidConfiguration;
    const std::size_t most = most_dynamic(device, call->function);
    if (call->dynamic_bytes > most) return cudaErrorInvalidValue;
    call->most_shared = std::max(most, Limits::shared_per_block);
    const std::size_t stacks = simt::settings().stack * Limits::threads_per_multiprocessor *
                               static_cast<std::size_t>(simt::settings().multiprocessors);
    if (device.memory.used(chosen_device) + stacks > simt::settings().memory)
      return cudaErrorMemoryAllocation;
    refuse_host_pointers(device, *call);
    // The call is moved, because the caller is not ordered with the stream and must not be its
    // last owner.
    device.submit(*stream, [&device, call = std::move(call)] { device.run_kernel(*call); });
    return cudaSuccess;
  });
}

}  // namespace brink::simt

cudaError_t cudaFuncSetAttribute(const void* kernel, cudaFuncAttribute attribute, int value) {
  return simt::with_device([&](simt::Device& device) {
    if (attribute != cudaFuncAttributeMaxDynamicSharedMemorySize || value < 0 ||
        static_cast<std::size_t>(value) > Limits::shared_opt_in) {
      return cudaErrorInvalidValue;
    }
    device.dynamic_shared[{simt::chosen_device, kernel}] = static_cast<std::size_t>(value);
    return cudaSuccess;
  });
}

cudaError_t cudaFuncGetAttributes(cudaFuncAttributes* attributes, const void* kernel) {
  return simt::with_device([&](simt::Device& device) {
    *attributes = {};
    attributes->localSizeBytes = simt::settings().stack;
    attributes->maxThreadsPerBlock = Limits::threads_per_block;
    attributes->binaryVersion = attributes->ptxVersion = Limits::major * 10 + Limits::minor;
    attributes->maxDynamicSharedSizeBytes = static_cast<int>(most_dynamic(device, kernel));
    return cudaSuccess;
  });
}

cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, const void* kernel,
                                                          int threads, std::size_t shared_bytes) {
  return simt::with_device([&](simt::Device& device) {
    if (threads <= 0) return cudaErrorInvalidValue;
    const bool fits = threads <= static_cast<int>(Limits::threads_per_block) &&
                      shared_bytes <= most_dynamic(device, kernel);
    *blocks = fits ? blocks_that_fit(threads, shared_bytes) : 0;
    return cudaSuccess;
  });
}

cudaError_t cudaOccupancyMaxPotentialBlockSize(int* grid, int* threads, const void* kernel,
                                               std::size_t shared_bytes, int limit) {
  *threads = limit > 0 ? std::min(limit, 256) : 256;  // CUDA allows any answer; this is a usual one
  int blocks = 0;
  const cudaError_t error =
      cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, kernel, *threads, shared_bytes);
  *grid = blocks * simt::settings().multiprocessors;
  return error;
}
