// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace brink {

/// The place of a file that is to be written, whatever name the user gave it.
struct Target {
  std::string path;    ///< as given, for messages
  std::string folder;  ///< of the file that symbolic links lead to
  std::string name;    ///< of that file

  std::string file() const { return folder + '/' + name; }
  /// A hidden file beside it, ".NAME" and the suffix. A long name is cut.
  std::string hidden(const std::string& suffix) const;
  /// "cannot write PATH: reason". @throw Error(Exit::failed)
  [[noreturn]] void fail(const std::string& reason) const;
  [[noreturn]] void fail(int error_number) const;
};

/// Follows symbolic links, also one that leads to no file yet, and creates the folder
/// where it is missing.
/// @throw Error(Exit::failed) where no regular file can be
Target target_of(const std::string& path);

/// Whether `path` names the file that the descriptor is open at.
bool names(const std::string& path, int descriptor);

}  // namespace brink
