// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <hdf5.h>

#include <utility>

#include "host/hdf5/error.hpp"

namespace brink::hdf5 {

/// Owns one HDF5 identifier and closes it. Not copyable: an identifier closed
/// twice may by then name another object.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);

  /// @param what what was being done, for the message
  /// @throw Failure where HDF5 returned no identifier
  Handle(hid_t id, Close close, const char* what) : id_(id), close_(close) {
    if (id_ < 0) fail(what);
  }
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }

  operator hid_t() const { return id_; }

 private:
  hid_t id_;
  Close close_;
};

}  // namespace brink::hdf5
