// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cli/output.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <utility>

#include "host/cli/options.hpp"
#include "host/config/load.hpp"
#include "host/config/read_file.hpp"
#include "host/config/text.hpp"
#include "host/disk/atomic_file.hpp"
#include "host/disk/seal.hpp"
#include "host/file_kind.hpp"

namespace brink {

std::string unusual_config(const std::string& config_path) {
  if (config_path == standard_input) return config_source(config_path);
  struct stat status {};
  if (::stat(config_path.c_str(), &status) != 0) return {};
  if (S_ISFIFO(status.st_mode) || S_ISCHR(status.st_mode)) {
    return fmt::format("{} ({})", unusual_kind(status.st_mode), config_path);
  }
  // /dev/stdin and the like name files that are open only now.
  const bool passing = config_path.starts_with("/dev/") || config_path.starts_with("/proc/");
  return passing ? fmt::format("an open file ({})", config_path) : "";
}

std::string output_option(const cxxopts::ParseResult& parsed) {
  if (parsed.count("output") == 0) return {};
  const std::string output = parsed["output"].as<std::string>();
  if (output.empty()) refuse("-o: the name is empty; accepted: a file name");
  if (output == "-") {
    refuse(
        "-o -: an HDF5 file cannot be written to standard output; accepted: a file name, such "
        "as -o result.h5");
  }
  return output;
}

std::string output_path(const std::string& output, const std::string& config_path,
                        std::string_view ending) {
  if (!output.empty()) return output;
  const std::string input = unusual_config(config_path);
  if (!input.empty()) {
    refuse(
        fmt::format("the config comes from {}, which does not give the result file a name; "
                    "accepted: -o FILE with it",
                    input));
  }
  if (printable(config_path) != config_path) {
    refuse(config_path + ": this name cannot be that of a result file; accepted: -o FILE with it");
  }
  return fmt::format("results/{}{}", config_name(config_path), ending);
}

OutputFile::OutputFile(std::string path, bool may_exist, std::string_view ways)
    : path_(std::move(path)) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  struct stat status {};
  const char* const kind =
      ::stat(path_.c_str(), &status) == 0 ? unusual_kind(status.st_mode) : nullptr;
  if (kind != nullptr) {
    refuse(fmt::format("{}: is {}; accepted: a file name for -o", path_, kind));
  }
  const auto check = [&] {
    if (may_exist || !fs::exists(fs::symlink_status(path_, ignored))) return;
    refuse(fmt::format("{}: exists already; use {}, or -o for another file", path_, ways));
  };
  check();  // before anything is changed
  lock_.emplace(path_);
  check();                        // another process may have finished just now
  const AtomicFile probe(path_);  // is created and removed again
  written_ = version_of(path_);
}

void OutputFile::write(std::span<const std::byte> file) {
  if (lock_->renew()) {
    const std::optional<Version> found = version_of(path_);
    if (found && found != written_) {
      throw Occupied(fmt::format(
          "cannot write {}: this process lost its lock, and another process has written the file",
          path_));
    }
  }
  write_sealed(file, path_);
  written_ = version_of(path_);
}

std::optional<OutputFile::Version> OutputFile::version_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return Version{status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec,
                 status.st_mtim.tv_nsec};
}

}  // namespace brink
