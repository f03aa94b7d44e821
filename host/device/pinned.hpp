// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstddef>

#include "host/device/check.hpp"
#include "host/device/owned_array.hpp"

namespace brink::device {

struct FreePinned {
  void operator()(void* data) const { cudaFreeHost(data); }
};

/// Owns `size` values of page-locked host memory, uninitialised: only into such memory do
/// copies from the device go on while the host does something else.
template <class T>
class PinnedBuffer : public OwnedArray<T, FreePinned> {
  using Array = OwnedArray<T, FreePinned>;

 public:
  PinnedBuffer() = default;
  explicit PinnedBuffer(std::size_t size) : Array(allocate_pinned(size * sizeof(T)), size) {}

  const T& operator[](std::size_t place) const { return this->data()[place]; }

 private:
  static void* allocate_pinned(std::size_t bytes) {
    void* data = nullptr;
    if (bytes > 0) BRINK_CUDA(cudaMallocHost(&data, bytes));
    return data;
  }
};

}  // namespace brink::device
