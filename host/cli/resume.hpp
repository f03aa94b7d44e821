// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <vector>

#include "host/config/config.hpp"
#include "host/result/results.hpp"

namespace brink {

/// What a result file holds of a config's sweep.
struct Resumed {
  Results results;         ///< of the config; cells of the file where it has them
  bool finished = false;   ///< no image is missing
  bool unchanged = false;  ///< and every table is there as well
};

/// Reads the file that `--resume` continues.
/// @throw Error(Exit::bad_file) for a foreign or damaged file
/// @throw Error(Exit::usage) where the config differs by more than additional
/// work; one line that names every such key with both values
Resumed resume(const std::string& path, const Config& config, Provenance provenance);

/// The command line that continues a run, as a shell takes it: the same without
/// `--force`, and with `--resume`.
std::string resume_command(const std::string& program, const std::vector<std::string>& arguments);

}  // namespace brink
