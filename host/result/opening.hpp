// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host/result/hdf5_error.hpp"
#include "host/result/hdf5_handle.hpp"

namespace brink {

/// Ends with "PATH: reason" and Exit::bad_file.
[[noreturn]] void refuse_file(const std::string& path, const std::string& reason);

/// Opens a file for reading, once it is known to be whole and Brink's own.
/// A file that another program has changed since has lost its seal; then HDF5's
/// checks are all there is.
///
/// @throw Error(Exit::bad_file), one line, for a file that is missing, is not
/// HDF5, is truncated or damaged, or was not written by Brink
hdf5::Handle open_brink_file(const std::string& path);

/// Whether a file holds images of `brink sample`, not the results of a run.
bool is_sample(hid_t file);

/// The same as open_brink_file, for the results of a run only.
hdf5::Handle open_result_file(const std::string& path);

/// What read(file) finds in a file that was opened at `path`. What HDF5 cannot read
/// makes it a damaged file. @throw Error(Exit::bad_file)
template <class Read>
auto read_opened(const hdf5::Handle& file, const std::string& path, Read read) {
  const hdf5::QuietErrors quiet;
  try {
    return read(file);
  } catch (const hdf5::Failure& failure) {
    refuse_file(path, std::string("truncated or damaged: ") + failure.what());
  }
}

}  // namespace brink
