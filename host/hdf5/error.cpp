// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/hdf5/error.hpp"

#include <string>

namespace brink::hdf5 {
namespace {

/// Called by H5Ewalk2 for each entry; entry 0 of an upward walk is the innermost.
herr_t take_innermost(unsigned entry, const H5E_error2_t* error, void* reason) {
  if (entry == 0 && error->desc != nullptr) *static_cast<std::string*>(reason) = error->desc;
  return 0;
}

}  // namespace

void fail(const char* what) {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_innermost, &reason);
  H5Eclear2(H5E_DEFAULT);
  throw Failure(reason.empty() ? what : std::string(what) + ": " + reason);
}

QuietErrors::QuietErrors() {
  H5Eget_auto2(H5E_DEFAULT, &print_, &client_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

QuietErrors::~QuietErrors() { H5Eset_auto2(H5E_DEFAULT, print_, client_); }

}  // namespace brink::hdf5
