// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <type_traits>
#include <vector>

#include "host/device/runtime/memory.hpp"
#include "host/device/runtime/owned_array.hpp"
#include "host/device/runtime/stream.hpp"

namespace brink::device {

/// Copies `count` values out of device memory, after all work that the stream already has.
template <class T>
std::vector<T> read(const T* data, std::size_t count, const Stream& stream) {
  std::vector<T> values(count);
  if (count > 0) {
    BRINK_CUDA(cudaMemcpyAsync(values.data(), data, count * sizeof(T), cudaMemcpyDeviceToHost,
                               stream.get()));
  }
  stream.synchronize();
  return values;
}

struct FreeOnDevice {
  void operator()(void* data) const { cudaFree(data); }
};

/// Owns `size` values in device memory, uninitialised.
template <class T>
class DeviceBuffer : public OwnedArray<T, FreeOnDevice> {
  using Array = OwnedArray<T, FreeOnDevice>;

 public:
  using Array::bytes, Array::data, Array::size;

  DeviceBuffer() = default;
  /// @throw Error(Exit::failed) where the device has no room
  explicit DeviceBuffer(std::size_t size)
      : Array(size > 0 ? allocate(size * sizeof(T)) : nullptr, size) {}
  /// A copy of host memory, complete when the constructor returns.
  explicit DeviceBuffer(const std::vector<T>& values) : DeviceBuffer(values.size()) {
    write(values);
  }

  /// Copies size() values, which have arrived when the function returns.
  void write(std::vector<T> values) const {
    if (size() == 0) return;
#if defined(__has_builtin) && __has_builtin(__builtin_clear_padding)
    // Padding bytes that nobody wrote could still hold an address, so they are cleared before the
    // copy.
    if constexpr (!std::has_unique_object_representations_v<T>) {
      for (T& value : values) __builtin_clear_padding(&value);
    }
#endif
    BRINK_CUDA(cudaMemcpy(data(), values.data(), bytes(), cudaMemcpyHostToDevice));
    // From ordinary memory, cudaMemcpy may return while the values are still on their way.
    BRINK_CUDA(cudaStreamSynchronize(nullptr));
  }
  void clear(const Stream& stream) const {
    if (size() > 0) BRINK_CUDA(cudaMemsetAsync(data(), 0, bytes(), stream.get()));
  }
  /// The first `count` values, after all work that the stream already has.
  std::vector<T> read(const Stream& stream, std::size_t count) const {
    return device::read(data(), count, stream);
  }
};

}  // namespace brink::device
