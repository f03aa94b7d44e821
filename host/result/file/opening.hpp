// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/disk/file_bytes.hpp"
#include "host/disk/trial.hpp"
#include "host/hdf5/error.hpp"
#include "host/hdf5/handle.hpp"

namespace brink {

/// A file of Brink's, read into memory. HDF5 never touches the disk, so no lock can keep it from
/// reading, and the bytes that were checked are the bytes that are read.
class BrinkFile {
 public:
  /// @throw Error(Exit::bad_file), one line, for a file that is missing, cannot be read,
  /// is not HDF5, or whose seal is broken
  explicit BrinkFile(const std::string& path);

  /// A file that another program has changed has lost its seal. Only HDF5's own checks protect the
  /// reader then.
  bool sealed() const { return sealed_; }
  std::size_t size() const { return bytes_.size(); }

  /// @throw hdf5::Failure for what HDF5 finds damaged
  /// @throw Error(Exit::bad_file) for a file that was not written by Brink, or is cut
  hdf5::Handle open();

  /// Ends with "PATH: truncated or damaged: reason", unless another program holds the file.
  [[noreturn]] void refuse_damaged(const std::string& reason) const;

 private:
  std::string path_;
  FileBytes bytes_;
  bool sealed_ = false;
};

/// Whether a file holds images of `brink sample`, not the results of a run.
bool is_sample(hid_t file);
/// @throw Error(Exit::bad_file)
void require_results(hid_t file, const std::string& path);

/// What read(file) finds in Brink's file at `path`. HDF5 crashes on some damaged files,
/// so one without a seal is read by a child process first.
/// @throw Error(Exit::bad_file), one line
template <class Read>
auto read_brink_file(const std::string& path, Read read) {
  BrinkFile bytes(path);
  const auto attempt = [&] {
    const hdf5::QuietErrors quiet;
    try {
      const hdf5::Handle file = bytes.open();
      return read(file);
    } catch (const hdf5::Failure& failure) {
      bytes.refuse_damaged(failure.what());
    }
  };
  if (!bytes.sealed()) {
    const std::string died = try_in_child(bytes.size(), [&] { attempt(); });
    if (!died.empty()) bytes.refuse_damaged(died);
  }
  return attempt();
}

/// The same for the results of a run only.
template <class Read>
auto read_result_file(const std::string& path, Read read) {
  return read_brink_file(path, [&](hid_t file) {
    require_results(file, path);
    return read(file);
  });
}

}  // namespace brink
