// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>

#include "tests/simt/runtime/api.hpp"
#include "tests/simt/runtime/call.hpp"

namespace simt = brink::simt;

namespace {

/// Checks that the two ends of a copy are of the kinds that the call names.
cudaError_t check_copy(const simt::Device& device, const void* to, const void* from,
                       std::size_t bytes, cudaMemcpyKind kind) {
  const bool to_device = device.memory.holds(to, bytes);
  const bool from_device = device.memory.holds(from, bytes);
  // A range that is partly inside and partly outside of an allocation.
  if ((!to_device && device.memory.is_near(to)) || (!from_device && device.memory.is_near(from))) {
    return cudaErrorInvalidValue;
  }
  switch (kind) {
    case cudaMemcpyDefault:
      return cudaSuccess;
    case cudaMemcpyHostToHost:
      return to_device || from_device ? cudaErrorInvalidValue : cudaSuccess;
    case cudaMemcpyHostToDevice:
      return to_device && !from_device ? cudaSuccess : cudaErrorInvalidValue;
    case cudaMemcpyDeviceToHost:
      return !to_device && from_device ? cudaSuccess : cudaErrorInvalidValue;
    case cudaMemcpyDeviceToDevice:
      return to_device && from_device ? cudaSuccess : cudaErrorInvalidValue;
  }
  return cudaErrorInvalidMemcpyDirection;
}

/// Fails if a table for kernels contains host addresses, which kernels cannot read. Large copies
/// are taken to be data.
void refuse_host_pointers(const simt::Device& device, const void* from, std::size_t bytes) {
  constexpr std::size_t largest_table = std::size_t{1} << 16;
  if (bytes > largest_table) return;
  if (const void* const pointer = device.host_pointer_in(from, bytes)) {
    throw simt::Failure(
        fmt::format("a copy to the device holds {}, which points to host memory", pointer));
  }
}

cudaError_t allocate(void** pointer, std::size_t bytes) {
  return simt::with_device([&](simt::Device& device) {
    *pointer = nullptr;
    if (bytes == 0) return cudaSuccess;
    *pointer = device.memory.allocate(bytes, simt::chosen_device, simt::settings().memory);
    return *pointer == nullptr ? cudaErrorMemoryAllocation : cudaSuccess;
  });
}

}  // namespace

cudaError_t cudaMemGetInfo(std::size_t* free, std::size_t* total) {
  return simt::with_device([&](simt::Device& device) {
    *total = simt::settings().memory;
    *free = *total - std::min(*total, device.memory.used(simt::chosen_device));
    return cudaSuccess;
  });
}

cudaError_t cudaMalloc(void** pointer, std::size_t bytes) { return allocate(pointer, bytes); }

cudaError_t cudaMallocAsync(void** pointer, std::size_t bytes, cudaStream_t stream) {
  if (stream != nullptr) {
    const cudaError_t error = simt::with_device([&](simt::Device& device) {
      return device.streams.find(stream) == nullptr ? cudaErrorInvalidResourceHandle : cudaSuccess;
    });
    if (error != cudaSuccess) return error;
  }
  return allocate(pointer, bytes);
}

cudaError_t cudaFree(void* pointer) {
  return simt::release_on_device([&](simt::Device& device) {
    if (pointer == nullptr) return cudaSuccess;
    if (!device.failed) device.finish_all();  // cudaFree() waits for the device
    return device.memory.free(pointer) ? cudaSuccess : cudaErrorInvalidValue;
  });
}

cudaError_t cudaFreeAsync(void* pointer, cudaStream_t handle) {
  return simt::release_on_device([&](simt::Device& device) {
    if (pointer == nullptr) return cudaSuccess;
    CUstream_st* const stream = device.streams.find(handle);
    if (stream == nullptr) return cudaErrorInvalidResourceHandle;
    if (!device.memory.holds(pointer, 1)) return cudaErrorInvalidValue;
    if (device.failed) {
      device.memory.free(pointer);
    } else {
      device.submit(*stream, [&device, pointer] { device.memory.free(pointer); });
    }
    return cudaSuccess;
  });
}

cudaError_t cudaHostAlloc(void** pointer, std::size_t bytes, unsigned) {
  return simt::with_device([&](simt::Device& device) {
    constexpr std::size_t alignment = 4096;
    constexpr int arbitrary = 0xa5;
    // More than any machine has. AddressSanitizer would end a program that asks for so much.
    constexpr std::size_t most = std::size_t{1} << 39;
    if (bytes > most) return cudaErrorMemoryAllocation;
    *pointer = std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
    if (*pointer == nullptr) return cudaErrorMemoryAllocation;
    std::memset(*pointer, arbitrary, bytes);
    device.pinned.emplace(*pointer, bytes);
    return cudaSuccess;
  });
}

cudaError_t cudaMallocHost(void** pointer, std::size_t bytes) {
  return cudaHostAlloc(pointer, bytes, cudaHostAllocDefault);
}

cudaError_t cudaFreeHost(void* pointer) {
  return simt::release_on_device([&](simt::Device& device) {
    if (pointer == nullptr) return cudaSuccess;
    if (device.pinned.count(pointer) == 0) return cudaErrorInvalidValue;
    if (!device.failed) device.finish_all();
    device.pinned.erase(pointer);
    std::free(pointer);
    return cudaSuccess;
  });
}

cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind,
                            cudaStream_t handle) {
  return simt::with_device([&](simt::Device& device) {
    CUstream_st* const stream = device.streams.find(handle);
    if (stream == nullptr) return cudaErrorInvalidResourceHandle;
    if (bytes == 0) return cudaSuccess;
    const cudaError_t error = check_copy(device, to, from, bytes, kind);
    if (error != cudaSuccess) return error;
    device.submit(*stream, [&device, to, from, bytes, kind] {
      std::memcpy(to, from, bytes);
      if (kind == cudaMemcpyHostToDevice) refuse_host_pointers(device, from, bytes);
    });
    return cudaSuccess;
  });
}

cudaError_t cudaMemcpy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind) {
  const cudaError_t error = cudaMemcpyAsync(to, from, bytes, kind, nullptr);
  return error == cudaSuccess ? cudaStreamSynchronize(nullptr) : error;
}

cudaError_t cudaMemsetAsync(void* to, int byte, std::size_t bytes, cudaStream_t handle) {
  return simt::with_device([&](simt::Device& device) {
    CUstream_st* const stream = device.streams.find(handle);
    if (stream == nullptr) return cudaErrorInvalidResourceHandle;
    if (bytes == 0) return cudaSuccess;
    if (!device.memory.holds(to, bytes)) return cudaErrorInvalidValue;
    device.submit(*stream, [to, byte, bytes] { std::memset(to, byte, bytes); });
    return cudaSuccess;
  });
}

cudaError_t cudaMemset(void* to, int byte, std::size_t bytes) {
  return cudaMemsetAsync(to, byte, bytes, nullptr);
}
