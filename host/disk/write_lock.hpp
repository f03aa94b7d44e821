// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <thread>

#include "host/disk/lock_holder.hpp"
#include "host/disk/target.hpp"
#include "host/error.hpp"

namespace brink {

/// Another process writes the file: whatever this one would write is too much.
struct Occupied : Error {
  explicit Occupied(const std::string& line) : Error(Exit::failed, line) {}
};

/// Makes this process the only one that writes a file, under whichever name: it holds
/// flock() on `.NAME.lock` beside the file and has put its name there. The lock of a
/// process that died is free. Where the file system knows no flock(), the lock is that
/// file itself, renewed from time to time; stderr says so. Readers need no lock.
/// What killed writers left of the file is removed.
class WriteLock {
 public:
  /// @throw Occupied by another process, which the line names
  /// @throw Error(Exit::failed) where nothing can be written
  explicit WriteLock(const std::string& path);
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;
  ~WriteLock();

  /// To be called before each save: takes the lock again where it was lost, for instance
  /// with its folder, and says whether it was. @throw as the constructor
  bool renew();

 private:
  void take();
  bool attempt(const Target& target, bool patient);
  bool own(const Target& target, int descriptor, bool locks);
  bool remove_dead(const Target& target, int descriptor) const;
  bool holds() const;
  void keep_alive();
  void close();

  std::string path_;
  std::string lock_;  ///< name of the lock file
  std::string text_;  ///< what it holds
  int descriptor_ = -1;
  ino_t created_ = 0;  ///< inode of a lock file that this process made and does not own yet
  std::jthread heart_;
};

}  // namespace brink
