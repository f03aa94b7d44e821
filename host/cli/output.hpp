// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

#include "host/cli/options.hpp"
#include "host/disk/write_lock.hpp"

namespace brink {

/// The source of a config, where its path does not name a lasting file: "standard input", "a pipe
/// (/dev/fd/63)". Empty for a file, and for a path from which no config can be read.
std::string unusual_config(const std::string& config_path);

/// The file that `-o` names, or an empty string where the option is missing.
/// @throw Error(Exit::usage) for `-o -`, because HDF5 cannot be written to a pipe
std::string output_option(const cxxopts::ParseResult& parsed);

/// The file that a command writes for a config: `output` or, if that is empty, results/<config
/// name><ending>.
/// @throw Error(Exit::usage) where the source of the config gives no name
std::string output_path(const std::string& output, const std::string& config_path,
                        std::string_view ending);

/// The file that a command writes. No other process writes it meanwhile.
class OutputFile {
 public:
  /// Refuses at once what could otherwise fail only after hours of work: `path` is not a regular
  /// file, exists but may not be replaced, is read-only, or cannot be written.
  ///
  /// @param may_exist whether an existing file may be replaced or continued
  /// @param ways what else the user could do with it, such as "--force to replace it"
  /// @throw Error(Exit::usage), Error(Exit::failed), Occupied
  OutputFile(std::string path, bool may_exist, std::string_view ways);

  const std::string& path() const { return path_; }

  /// Replaces the whole file, with its seal. @throw Error(Exit::failed); Occupied where another
  /// process has begun to write it
  void write(std::span<const std::byte> file);

 private:
  /// What distinguishes a file from another one in its place: device, inode, size, time of
  /// change.
  using Version = std::tuple<dev_t, ino_t, off_t, time_t, long>;
  static std::optional<Version> version_of(const std::string& path);

  std::string path_;
  std::optional<WriteLock> lock_;
  std::optional<Version> written_;
};

}  // namespace brink
