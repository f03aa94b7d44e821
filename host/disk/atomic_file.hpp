// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "host/disk/target.hpp"

namespace brink {

/// A file that appears whole or not at all: it is written under another name in
/// the same folder, brought to the disk, and renamed onto its own name. Until
/// `commit` the previous file stays untouched; without it nothing is left behind. A
/// file that is replaced hands on its mode, and owner and group where that is allowed.
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
  void create_temporary();
  void close_checked();

  Target target_;
  std::string temporary_;  ///< empty once there is none
  int descriptor_ = -1;
};

}  // namespace brink
