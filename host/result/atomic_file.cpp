// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/atomic_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "host/error.hpp"

namespace brink {
namespace {

namespace fs = std::filesystem;

/// Names to try while other processes, or what they left, hold them.
constexpr int name_attempts = 100;
/// Bytes of the file's name kept in the temporary one: with what is added it stays
/// below the 255 that file systems allow.
constexpr std::size_t kept_name_bytes = 200;
/// The umask takes away from it.
constexpr mode_t file_mode = 0666;

/// Claims a temporary file until the descriptor is closed or the process ends.
bool lock(int descriptor) { return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0; }

/// Whether a file of that name in `folder` is what the descriptor writes.
bool still_named(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && status.st_nlink > 0;
}

/// Removes temporary files of that prefix that no process holds: those of killed ones.
/// They would fill the disk with time. Where files cannot be locked they stay.
void remove_abandoned(const std::string& folder, const std::string& prefix) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.rfind(prefix, 0) != 0) continue;
    const bool numbers = std::all_of(
        name.begin() + static_cast<std::ptrdiff_t>(prefix.size()), name.end(),
        [](unsigned char letter) { return std::isdigit(letter) != 0 || letter == '-'; });
    if (!numbers) continue;
    const int descriptor =
        ::open(entry->path().c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC);  // NFS locks no other
    if (descriptor < 0) continue;
    if (lock(descriptor)) ::unlink(entry->path().c_str());
    ::close(descriptor);
  }
}

int sync_folder(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  // Some file systems cannot sync a folder and say EINVAL: nothing more can be done.
  const int error = ::fsync(descriptor) != 0 && errno != EINVAL ? errno : 0;
  ::close(descriptor);
  return error;
}

}  // namespace

AtomicFile::AtomicFile(const std::string& path) : path_(path), target_(path) {
  std::error_code error;
  if (fs::is_symlink(path, error)) {
    const fs::path resolved = fs::weakly_canonical(path, error);
    if (error) fail(error.value());
    target_ = resolved.string();
  }
  const fs::file_status status = fs::status(target_, error);
  if (fs::is_directory(status)) fail(EISDIR);
  // Renaming onto a device, say /dev/null, would destroy it.
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    throw Error(Exit::failed, "cannot write " + path_ + ": not a regular file");
  }
  folder_ = fs::path(target_).parent_path().string();
  if (folder_.empty()) folder_.assign(1, '.');
  if (!fs::create_directories(folder_, error) && error) fail(error.value());
  create_temporary();
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::fail(int error_number) const {
  throw Error(Exit::failed, "cannot write " + path_ + ": " + std::strerror(error_number));
}

void AtomicFile::create_temporary() {
  const std::string name = fs::path(target_).filename().string();
  if (name.empty()) fail(EISDIR);
  std::string prefix(1, '.');
  prefix += name.substr(0, kept_name_bytes) + ".tmp-";
  remove_abandoned(folder_, prefix);
  const std::string stem = folder_ + "/" + prefix + std::to_string(::getpid());
  for (int attempt = 0; attempt < name_attempts; ++attempt) {
    const std::string candidate = attempt == 0 ? stem : stem + "-" + std::to_string(attempt);
    descriptor_ = ::open(candidate.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, file_mode);
    if (descriptor_ >= 0) {
      lock(descriptor_);
      if (still_named(descriptor_)) {
        temporary_ = candidate;
        return;
      }
      ::close(std::exchange(descriptor_, -1));  // taken for abandoned before it was locked
    } else if (errno != EEXIST) {
      break;
    }
  }
  fail(errno);
}

void AtomicFile::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void AtomicFile::close_checked() {
  // Network file systems report a full disk only here.
  if (::close(std::exchange(descriptor_, -1)) != 0) fail(errno);
}

void AtomicFile::commit() {
  if (::fsync(descriptor_) != 0) fail(errno);
  close_checked();
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) fail(errno);
  temporary_.clear();
  if (const int error = sync_folder(folder_)) fail(error);
}

}  // namespace brink
