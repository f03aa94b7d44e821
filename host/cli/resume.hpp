// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <vector>

#include "host/config/config.hpp"
#include "host/result/results.hpp"

namespace brink {

/// What a result file already contains of a config's sweep.
struct Resumed {
  Results results;           ///< of the config, with cells from the file where it has them
  bool finished = false;     ///< whether no image is missing
  bool unchanged = false;    ///< whether every table is there as well
  bool lacks_norms = false;  ///< whether cells are not known at every p, see complete_norms()
};

/// Reads the file that `--resume` continues.
/// @throw Error(Exit::bad_file) for a foreign or damaged file
/// @throw Error(Exit::usage) where the config asks for anything but additional work; the one line
/// names every key at fault with both values
Resumed resume(const std::string& path, const Config& config, Provenance provenance);

/// The command line that continues a run, as a shell takes it: the same one without `--force`,
/// and with `--resume`. It says where the config came from if that was not a file.
std::string resume_command(const std::string& program, const std::vector<std::string>& arguments,
                           const std::string& config_path);

}  // namespace brink
