// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/disk/target.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "host/error.hpp"

namespace brink {
namespace {

namespace fs = std::filesystem;

/// Bytes of the name kept in a hidden one: with what is added it stays below the 255
/// that file systems allow.
constexpr std::size_t kept_name_bytes = 200;

}  // namespace

std::string Target::hidden(const std::string& suffix) const {
  return folder + "/." + name.substr(0, kept_name_bytes) + suffix;
}

void Target::fail(const std::string& reason) const {
  throw Error(Exit::failed, "cannot write " + path + ": " + reason);
}

void Target::fail(int error_number) const { fail(std::strerror(error_number)); }

Target target_of(const std::string& path) {
  Target target{path, {}, {}};
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::none) target.fail(error.value());
  if (fs::is_directory(status)) target.fail(EISDIR);
  // Renaming onto a device, say /dev/null, would destroy it.
  if (fs::exists(status) && !fs::is_regular_file(status)) target.fail("not a regular file");
  fs::path file = path;
  while (fs::is_symlink(file, error)) {
    file = file.parent_path() / fs::read_symlink(file, error);
    if (error) target.fail(error.value());
  }
  target.name = file.filename().string();
  if (target.name.empty()) target.fail(EISDIR);
  target.folder = file.parent_path().string();
  if (target.folder.empty()) target.folder.assign(1, '.');
  if (!fs::create_directories(target.folder, error) && error) target.fail(error.value());
  return target;
}

bool names(const std::string& path, int descriptor) {
  struct stat named {
  }, opened{};
  return ::lstat(path.c_str(), &named) == 0 && ::fstat(descriptor, &opened) == 0 &&
         named.st_dev == opened.st_dev && named.st_ino == opened.st_ino;
}

}  // namespace brink
