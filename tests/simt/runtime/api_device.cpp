// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <cstring>

#include "tests/simt/runtime/api.hpp"
#include "tests/simt/runtime/call.hpp"

namespace simt = brink::simt;
using Limits = brink::simt::DeviceLimits;

namespace {

constexpr int cuda_version = 13000;

bool exists(int device) { return device >= 0 && device < simt::settings().devices; }

}  // namespace

cudaError_t cudaDriverGetVersion(int* version) {
  *version = simt::settings().devices > 0 ? cuda_version : 0;  // 0 means no driver
  return cudaSuccess;
}

cudaError_t cudaRuntimeGetVersion(int* version) {
  *version = cuda_version;
  return cudaSuccess;
}

cudaError_t cudaGetDeviceCount(int* count) {
  *count = std::max(0, simt::settings().devices);
  return simt::noted(*count > 0 ? cudaSuccess : cudaErrorNoDevice);
}

cudaError_t cudaSetDevice(int device) {
  return simt::with_device([&](simt::Device&) {
    if (!exists(device)) return cudaErrorInvalidDevice;
    simt::chosen_device = device;
    return cudaSuccess;
  });
}

cudaError_t cudaGetDevice(int* device) {
  return simt::with_device([&](simt::Device&) {
    *device = simt::chosen_device;
    return cudaSuccess;
  });
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device) {
  return simt::with_device([&](simt::Device&) {
    if (!exists(device)) return cudaErrorInvalidDevice;
    *properties = {};
    std::strcpy(properties->name, "SIMT executor");
    properties->totalGlobalMem = simt::settings().memory;
    properties->sharedMemPerBlock = Limits::shared_per_block;
    properties->warpSize = 32;
    properties->maxThreadsPerBlock = Limits::threads_per_block;
    const unsigned block[] = {Limits::block_x, Limits::block_y, Limits::block_z};
    const unsigned grid[] = {Limits::grid_x, Limits::grid_y, Limits::grid_z};
    for (int i = 0; i < 3; ++i) {
      properties->maxThreadsDim[i] = static_cast<int>(block[i]);
      properties->maxGridSize[i] = static_cast<int>(grid[i]);
    }
    properties->major = Limits::major;
    properties->minor = Limits::minor;
    properties->multiProcessorCount = simt::settings().multiprocessors;
    properties->maxThreadsPerMultiProcessor = Limits::threads_per_multiprocessor;
    properties->sharedMemPerMultiprocessor = Limits::shared_per_multiprocessor;
    properties->sharedMemPerBlockOptin = Limits::shared_opt_in;
    properties->maxBlocksPerMultiProcessor = Limits::blocks_per_multiprocessor;
    return cudaSuccess;
  });
}

cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int device) {
  return simt::with_device([&](simt::Device&) {
    if (!exists(device)) return cudaErrorInvalidDevice;
    switch (attribute) {
      case cudaDevAttrMaxThreadsPerBlock:
        *value = Limits::threads_per_block;
        break;
      case cudaDevAttrMaxSharedMemoryPerBlock:
        *value = Limits::shared_per_block;
        break;
      case cudaDevAttrWarpSize:
        *value = 32;
        break;
      case cudaDevAttrClockRate:
        *value = Limits::clock_khz;
        break;
      case cudaDevAttrMultiProcessorCount:
        *value = simt::settings().multiprocessors;
        break;
      case cudaDevAttrKernelExecTimeout:
        *value = simt::settings().limits_time ? 1 : 0;
        break;
      case cudaDevAttrMaxThreadsPerMultiProcessor:
        *value = Limits::threads_per_multiprocessor;
        break;
      case cudaDevAttrComputeCapabilityMajor:
        *value = Limits::major;
        break;
      case cudaDevAttrComputeCapabilityMinor:
        *value = Limits::minor;
        break;
      case cudaDevAttrMaxSharedMemoryPerMultiprocessor:
        *value = Limits::shared_per_multiprocessor;
        break;
      case cudaDevAttrMaxSharedMemoryPerBlockOptin:
        *value = Limits::shared_opt_in;
        break;
      case cudaDevAttrMaxBlocksPerMultiprocessor:
        *value = Limits::blocks_per_multiprocessor;
        break;
      case cudaDevAttrMemoryPoolsSupported:
        *value = 1;
        break;
      default:
        return cudaErrorInvalidValue;
    }
    return cudaSuccess;
  });
}

cudaError_t cudaDeviceSynchronize() {
  return simt::with_device([](simt::Device& device) {
    device.finish_all();
    return cudaSuccess;
  });
}

cudaError_t cudaDeviceReset() {
  return simt::release_on_device([](simt::Device& device) {
    device.forget();
    for (const auto& range : device.memory.allocations()) {
      device.memory.free(const_cast<unsigned char*>(range.from));
    }
    return cudaSuccess;
  });
}
