// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>

#include "host/cpu/simd/simd.hpp"

namespace brink {

/// A zero-filled array, aligned to the widest vector. The loops of simd.hpp may read it up to the
/// next multiple of their padding.
template <class T>
class Buffer {
 public:
  explicit Buffer(std::size_t size = 0) : size_(size) {
    const std::size_t bytes = (size * sizeof(T) / simd::padding_bytes + 2) * simd::padding_bytes;
    data_.reset(static_cast<T*>(std::aligned_alloc(simd::padding_bytes, bytes)));
    if (data_ == nullptr) throw std::bad_alloc();
    std::fill_n(reinterpret_cast<unsigned char*>(data_.get()), bytes, 0);
  }

  T* data() { return data_.get(); }
  const T* data() const { return data_.get(); }
  std::size_t size() const { return size_; }
  T& operator[](std::size_t i) { return data_.get()[i]; }
  const T& operator[](std::size_t i) const { return data_.get()[i]; }
  void clear() { std::fill_n(data_.get(), size_, T{}); }

 private:
  struct Free {
    void operator()(T* pointer) const { std::free(pointer); }
  };
  std::unique_ptr<T, Free> data_;
  std::size_t size_ = 0;
};

}  // namespace brink
