// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace brink {

/// What `brink run` was asked for (spec, section 6).
struct RunCommand {
  std::string config_path;
  std::string output;       ///< empty: results/<config name>.h5
  std::string device = "auto";
  unsigned threads = 0;     ///< 0: every core
  bool force = false;
  bool dry_run = false;
  bool quiet = false;
  bool json = false;
  std::vector<std::string> overrides;
  std::string text;         ///< the whole command line, for the file's history
};

/// Runs the program: `arguments` without its own name. Results go to `out`,
/// progress to stderr. @throw Error
void run_command_line(const std::vector<std::string>& arguments, std::ostream& out);

/// `brink run`, `brink report FILE [--json]`, `brink info [FILE]`.
void run(const RunCommand& command, std::ostream& out);
void report(const std::string& path, bool json, std::ostream& out);
void info(const std::string& path, std::ostream& out);

}  // namespace brink
