// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace brink::device {

/// An array of `size` values of memory that `Free` frees. Derived classes allocate the memory.
template <class T, class Free>
class OwnedArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  OwnedArray() = default;
  OwnedArray(OwnedArray&& other) noexcept
      : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}
  OwnedArray& operator=(OwnedArray&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }

  T* data() const { return data_.get(); }
  std::size_t size() const { return size_; }
  std::size_t bytes() const { return size_ * sizeof(T); }

 protected:
  /// Takes over `size` values. `data` is null where there are none.
  OwnedArray(void* data, std::size_t size) : data_(static_cast<T*>(data)), size_(size) {}

 private:
  std::unique_ptr<T, Free> data_;
  std::size_t size_ = 0;
};

}  // namespace brink::device
