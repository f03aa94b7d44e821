// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

#include "host/device/memory.hpp"
#include "host/device/stream.hpp"

namespace brink::device {

/// So many values of device memory, after all that the stream was given before.
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

/// Owns `size` values in device memory, uninitialised.
template <class T>
class DeviceBuffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  DeviceBuffer() = default;
  /// @throw Error(Exit::failed) where the device has no room
  explicit DeviceBuffer(std::size_t size) : size_(size) {
    if (size > 0) data_ = static_cast<T*>(allocate(size * sizeof(T)));
  }
  /// A copy of host memory, there when this returns.
  explicit DeviceBuffer(const std::vector<T>& values) : DeviceBuffer(values.size()) {
    write(values);
  }
  ~DeviceBuffer() {
    if (data_ != nullptr) cudaFree(data_);
  }
  DeviceBuffer(DeviceBuffer&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  DeviceBuffer& operator=(DeviceBuffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }

  T* data() const { return data_; }
  std::size_t size() const { return size_; }
  std::size_t bytes() const { return size_ * sizeof(T); }

  /// Copies size() values, which are there when this returns.
  void write(std::vector<T> values) const {
    if (size_ == 0) return;
#if defined(__has_builtin) && __has_builtin(__builtin_clear_padding)
    // No byte travels that nobody wrote: what was there before may look like an address.
    if constexpr (!std::has_unique_object_representations_v<T>) {
      for (T& value : values) __builtin_clear_padding(&value);
    }
#endif
    BRINK_CUDA(cudaMemcpy(data_, values.data(), bytes(), cudaMemcpyHostToDevice));
    // From ordinary memory that only waits until the values are on their way.
    BRINK_CUDA(cudaStreamSynchronize(nullptr));
  }
  void clear(const Stream& stream) const {
    if (size_ > 0) BRINK_CUDA(cudaMemsetAsync(data_, 0, bytes(), stream.get()));
  }
  /// The first `count` values, after all that the stream was given before.
  std::vector<T> read(const Stream& stream, std::size_t count) const {
    return device::read(data_, count, stream);
  }

 private:
  T* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace brink::device
