// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "host/hdf5/handle.hpp"

namespace brink::hdf5 {

/// A long list of numbers that is read a stretch at a time, mostly from front to back.
/// T: double or std::uint64_t.
template <typename T>
class Window {
 public:
  /// @throw Failure where it is missing, no list, or of another kind of numbers
  Window(hid_t group, const std::string& name);

  std::uint64_t size() const { return size_; }
  /// Values begin..end-1, until the next call. @throw Failure beyond the end
  std::span<const T> at(std::uint64_t begin, std::uint64_t end);

 private:
  std::string name_;
  Handle dataset_;
  std::uint64_t size_ = 0;
  std::uint64_t first_ = 0;  ///< of values_
  std::vector<T> values_;
};

}  // namespace brink::hdf5
