// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/runtime/memory.hpp"

#include <cuda_runtime.h>
#include <fmt/format.h>

#include "host/device/runtime/check.hpp"
#include "host/device/runtime/memory_text.hpp"
#include "host/error.hpp"

namespace brink::device {

Memory memory() {
  std::size_t free = 0, total = 0;
  BRINK_CUDA(cudaMemGetInfo(&free, &total));
  return {free, total};
}

void* allocate(std::size_t bytes) {
  void* data = nullptr;
  const cudaError_t status = cudaMalloc(&data, bytes);
  if (status == cudaErrorMemoryAllocation) {
    cudaGetLastError();  // or a later call without an error would return it
    const Memory now = memory();
    throw Error(Exit::failed,
                fmt::format("the device has no room for {} more: {} of its {} are free; give it "
                            "less at once (smaller n or bit depth, fewer classifiers), end "
                            "other programs on it, or use --device cpu",
                            memory_text(bytes), memory_text(now.free), memory_text(now.total)));
  }
  check(status, "cudaMalloc", __FILE__, __LINE__);
  return data;
}

void* allocate_pinned(std::size_t bytes) {
  void* data = nullptr;
  const cudaError_t status = cudaMallocHost(&data, bytes);
  if (status == cudaErrorMemoryAllocation) {
    cudaGetLastError();
    throw Error(Exit::failed,
                fmt::format("the machine does not give {} of page-locked memory, which copies from "
                            "the device need; end other programs that use its memory (that of the "
                            "device is not at fault), or use --device cpu",
                            memory_text(bytes)));
  }
  check(status, "cudaMallocHost", __FILE__, __LINE__);
  return data;
}

}  // namespace brink::device
