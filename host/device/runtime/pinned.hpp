// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstddef>

#include "host/device/runtime/memory.hpp"
#include "host/device/runtime/owned_array.hpp"

namespace brink::device {

struct FreePinned {
  void operator()(void* data) const { cudaFreeHost(data); }
};

/// Owns `size` values of page-locked host memory, uninitialised. Only into such memory can copies
/// from the device run while the host does something else.
template <class T>
class PinnedBuffer : public OwnedArray<T, FreePinned> {
  using Array = OwnedArray<T, FreePinned>;

 public:
  PinnedBuffer() = default;
  /// @throw Error(Exit::failed) where the machine has no room
  explicit PinnedBuffer(std::size_t size)
      : Array(size > 0 ? allocate_pinned(size * sizeof(T)) : nullptr, size) {}

  const T& operator[](std::size_t place) const { return this->data()[place]; }
};

}  // namespace brink::device
