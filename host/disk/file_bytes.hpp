// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace brink {

/// The bytes of a file. Memory for a large one is not cleared before it is read.
class FileBytes {
 public:
  FileBytes() = default;
  explicit FileBytes(std::size_t size);

  std::size_t size() const { return size_; }
  void shorten(std::size_t size) { size_ = std::min(size_, size); }
  operator std::span<std::byte>() { return {bytes_.get(), size_}; }
  operator std::span<const std::byte>() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<std::byte[]> bytes_;
  std::size_t size_ = 0;
};

/// Ends with "PATH: reason" and Exit::bad_file.
[[noreturn]] void refuse_file(const std::string& path, const std::string& reason);

/// All bytes of a regular file that HDF5 could read. No lock is asked for: such files are
/// replaced, never changed.
/// @throw Error(Exit::bad_file): one line with the path and the reason
FileBytes hdf5_file_bytes(const std::string& path);

/// Whether another program holds a lock for writing on a file, as HDF5 does while it
/// changes one.
bool is_held(const std::string& path);

}  // namespace brink
