// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <hdf5.h>

#include <stdexcept>

namespace brink::hdf5 {

/// A refused HDF5 call: one line, what was being done and HDF5's innermost reason.
/// The reader and the writer turn it into a brink::Error that names the file.
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Throws a Failure for the call that has just been refused.
[[noreturn]] void fail(const char* what);

/// Passes HDF5's status or truth value on.
/// @throw Failure if it is negative
inline int check(int status, const char* what) {
  if (status < 0) fail(what);
  return status;
}

/// While it lives, HDF5 does not print its own errors to stderr.
class QuietErrors {
 public:
  QuietErrors();
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;
  ~QuietErrors();

 private:
  H5E_auto2_t print_ = nullptr;
  void* client_ = nullptr;
};

}  // namespace brink::hdf5
