// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

#include "host/device/stream.hpp"

namespace brink::device {

/// Owns `size` values in device memory, uninitialised.
template <class T>
class DeviceBuffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  DeviceBuffer() = default;
  /// @throw Error(Exit::failed) where the device has no room
  explicit DeviceBuffer(std::size_t size) : size_(size) {
    if (size > 0) {
      BRINK_CUDA(cudaMalloc(reinterpret_cast<void**>(&data_), size * sizeof(T)));
    }
  }
  /// A copy of host memory, there when this returns.
  explicit DeviceBuffer(const std::vector<T>& values) : DeviceBuffer(values.size()) {
    if (size_ > 0) {
      BRINK_CUDA(cudaMemcpy(data_, values.data(), bytes(), cudaMemcpyHostToDevice));
    }
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

  void clear(const Stream& stream) const {
    if (size_ > 0) BRINK_CUDA(cudaMemsetAsync(data_, 0, bytes(), stream.get()));
  }
  /// The first `count` values, after all that the stream was given before.
  std::vector<T> read(const Stream& stream, std::size_t count) const {
    std::vector<T> values(count);
    if (count > 0) {
      BRINK_CUDA(cudaMemcpyAsync(values.data(), data_, count * sizeof(T), cudaMemcpyDeviceToHost,
                                 stream.get()));
    }
    stream.synchronize();
    return values;
  }

 private:
  T* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace brink::device
