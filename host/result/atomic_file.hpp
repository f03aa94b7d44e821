// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace brink {

/// A file that appears whole or not at all: it is written under another name in
/// the same folder, brought to the disk, and renamed onto its own name. Until
/// `commit` the previous file stays untouched; without it nothing is left behind. What
/// a killed process left of the same file is removed.
class AtomicFile {
 public:
  /// Creates the folder of `path` where it is missing.
  /// @throw Error(Exit::failed): one line with the path and the reason
  explicit AtomicFile(const std::string& path);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  /// @throw Error(Exit::failed), for instance on a full disk
  void write(std::span<const std::byte> bytes);

  /// @throw Error(Exit::failed); the previous file is then still there
  void commit();

 private:
  [[noreturn]] void fail(int error_number) const;
  void create_temporary();
  void close_checked();

  std::string path_;    ///< as given, for messages
  std::string target_;  ///< where symbolic links lead
  std::string folder_;
  std::string temporary_;  ///< empty once there is none
  int descriptor_ = -1;
};

}  // namespace brink
