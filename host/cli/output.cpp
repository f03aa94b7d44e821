// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cli/output.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "host/error.hpp"
#include "host/result/atomic_file.hpp"

namespace brink {

void check_output_file(const std::string& path, bool may_exist, std::string_view ways) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    throw Error(Exit::usage, fmt::format("{}: is a folder; accepted: a file name for -o", path));
  }
  if (!may_exist && fs::exists(fs::symlink_status(path, ignored))) {
    throw Error(Exit::usage,
                fmt::format("{}: exists already; use {}, or -o for another file", path, ways));
  }
  const AtomicFile probe(path);  // created and removed again
}

}  // namespace brink
