// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/disk/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "host/disk/abandoned.hpp"
#include "host/tell.hpp"

namespace brink {
namespace {

/// Names to try where a killed process of the same number has left its own.
constexpr int name_attempts = 100;
/// The umask takes away from it.
constexpr mode_t new_file_mode = 0666;
constexpr mode_t permissions = 0777;

/// Some file systems cannot sync a file at all.
bool knows_no_sync(int error) { return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP; }

int sync_folder(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  // Some file systems cannot sync a folder and say EINVAL: nothing more can be done.
  const int error = ::fsync(descriptor) != 0 && errno != EINVAL ? errno : 0;
  ::close(descriptor);
  return error;
}

/// The file is whole, and only a power failure could still undo what was done.
void warn_once(const Target& target, const char* what, int error) {
  static std::atomic<bool> warned{false};
  if (warned.exchange(true)) return;
  tell(fmt::format("{}: written, but {} cannot be brought to the disk at once: {}", target.path,
                   what, std::strerror(error)));
}

/// What is not allowed is left: the file was created with no more permissions than the
/// previous one has.
void take_over_owner_and_mode(int descriptor, const struct stat& previous) {
  constexpr uid_t same = -1;
  [[maybe_unused]] const int group = ::fchown(descriptor, same, previous.st_gid);
  [[maybe_unused]] const int owner = ::fchown(descriptor, previous.st_uid, same);
  ::fchmod(descriptor, previous.st_mode & permissions);  // last: chown may clear bits
}

}  // namespace

AtomicFile::AtomicFile(const std::string& path) : target_(target_of(path)) { create_temporary(); }

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::create_temporary() {
  struct stat previous {};
  const bool replaces = ::stat(target_.file().c_str(), &previous) == 0;
  // Nothing keeps root from writing, but what has no write bit is not meant to be.
  const bool writable = (previous.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) != 0 &&
                        ::access(target_.file().c_str(), W_OK) == 0;
  if (replaces && !writable) target_.fail("the file is read-only");
  const mode_t mode = replaces ? previous.st_mode & permissions : new_file_mode;
  const std::string stem = target_.hidden(temporary_suffix + std::to_string(::getpid()));
  for (int attempt = 0; attempt < name_attempts && descriptor_ < 0; ++attempt) {
    temporary_ = attempt == 0 ? stem : stem + "-" + std::to_string(attempt);
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor_ < 0 && errno != EEXIST) break;
  }
  if (descriptor_ < 0) {
    temporary_.clear();
    target_.fail(errno);
  }
  if (replaces) take_over_owner_and_mode(descriptor_, previous);
}

void AtomicFile::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) target_.fail(errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void AtomicFile::close_checked() {
  // Network file systems report a full disk only here.
  if (::close(std::exchange(descriptor_, -1)) != 0) target_.fail(errno);
}

void AtomicFile::commit() {
  if (::fsync(descriptor_) != 0) {
    if (!knows_no_sync(errno)) target_.fail(errno);
    warn_once(target_, "it", errno);
  }
  close_checked();
  if (std::rename(temporary_.c_str(), target_.file().c_str()) != 0) target_.fail(errno);
  temporary_.clear();
  if (const int error = sync_folder(target_.folder)) warn_once(target_, "its folder", error);
}

}  // namespace brink
