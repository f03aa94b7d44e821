// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/disk/write_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <mutex>
#include <utility>

#include "host/disk/abandoned.hpp"
#include "host/tell.hpp"

namespace brink {
namespace {

using namespace std::chrono_literals;

/// How long to wait for a process that is just taking the lock or giving it up.
constexpr auto pause = 10ms;
constexpr int patient_attempts = 100, attempts = 120;
constexpr auto heartbeat = 30s;  // well below lock_lifetime_s
constexpr mode_t file_mode = 0666;

/// An open lock file, closed at the end unless it is kept.
struct LockFile {
  explicit LockFile(const std::string& path) {
    constexpr int flags = O_NOFOLLOW | O_CLOEXEC;
    descriptor = ::open(path.c_str(), flags | O_RDWR | O_CREAT | O_EXCL, file_mode);
    created = descriptor >= 0;
    if (created || errno != EEXIST) return;
    descriptor = ::open(path.c_str(), flags | O_RDWR);
    writable = descriptor >= 0;
    // Another user's: it can be looked at, and replaced where its holder is dead.
    if (!writable && errno == EACCES) descriptor = ::open(path.c_str(), flags | O_RDONLY);
    vanished = descriptor < 0 && errno == ENOENT;
  }
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;
  ~LockFile() {
    if (descriptor >= 0) ::close(descriptor);
  }

  int descriptor = -1;
  bool created = false, writable = true, vanished = false;
};

std::string text_in(int descriptor) {
  std::string text(4096, '\0');  // beyond any holder's
  const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
  text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return text;
}

/// Seconds since the lock was renewed.
double age_of(const struct stat& status) {
  return std::difftime(std::time(nullptr), status.st_mtim.tv_sec);
}

[[noreturn]] void refuse(const std::string& path, const std::string& lock,
                         const LockHolder& holder) {
  const std::string hint =
      holder.locks ? "" : fmt::format(" (if that process is gone, remove {})", lock);
  throw Occupied(
      fmt::format("cannot write {}: process {} on host {} has been writing it since {}{}; "
                  "accepted: wait for its end, or -o for another file",
                  path, holder.pid, holder.host, holder.since, hint));
}

}  // namespace

WriteLock::WriteLock(const std::string& path) : path_(path) { take(); }

WriteLock::~WriteLock() {
  if (holds()) ::unlink(lock_.c_str());
  close();
}

bool WriteLock::renew() {
  if (holds()) {
    ::futimens(descriptor_, nullptr);
    return false;
  }
  close();
  take();
  return true;
}

void WriteLock::take() {
  const Target target = target_of(path_);
  lock_ = target.hidden(".lock");
  for (int i = 0; !attempt(target, i < patient_attempts); ++i) {
    if (i == attempts) {
      throw Occupied(fmt::format(
          "cannot write {}: another process is writing it, which has not put its name into {}",
          path_, lock_));
    }
    std::this_thread::sleep_for(pause);
  }
  remove_abandoned(target);
}

/// @param patient what looks like a lock of nobody may be one that is just being taken
bool WriteLock::attempt(const Target& target, bool patient) {
  LockFile file(lock_);
  if (file.vanished) return false;
  if (file.descriptor < 0) target.fail(errno);
  const int error = ::flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : errno;
  struct stat status {};
  if (!names(lock_, file.descriptor) || ::fstat(file.descriptor, &status) != 0) return false;
  if (file.created) created_ = status.st_ino;
  const auto take_it = [&](bool locks) {
    return file.writable ? own(target, std::exchange(file.descriptor, -1), locks)
                         : remove_dead(target, file.descriptor);
  };

  const bool held = error == EWOULDBLOCK;
  const std::optional<LockHolder> holder = parse_holder(text_in(file.descriptor));
  if (!holder) {
    if (error == 0) return take_it(true);
    if (held && patient) return false;
    if (status.st_ino == created_) return take_it(false);
    return age_of(status) > lock_lifetime_s && remove_dead(target, file.descriptor);
  }
  if (error == 0 && holder->locks) return take_it(true);
  const bool elsewhere = held && holder->locks && !holder->is_on_this_machine();
  if (elsewhere || holder->lives(age_of(status))) refuse(path_, lock_, *holder);
  if (error == 0) return take_it(true);
  if (held && patient) return false;
  return remove_dead(target, file.descriptor);
}

/// Takes the lock file away, unless its name has gone to another one meanwhile.
/// @return false: the lock is still to be taken
bool WriteLock::remove_dead(const Target& target, int descriptor) const {
  const std::string aside = fmt::format("{}-{}", lock_, ::getpid());
  if (std::rename(lock_.c_str(), aside.c_str()) != 0) {
    if (errno == ENOENT) return false;
    target.fail(fmt::format("{}, the lock of a dead process, cannot be removed: {}", lock_,
                            std::strerror(errno)));
  }
  if (!names(aside, descriptor) && ::link(aside.c_str(), lock_.c_str()) != 0) return false;
  ::unlink(aside.c_str());
  return false;
}

bool WriteLock::own(const Target& target, int descriptor, bool locks) {
  descriptor_ = descriptor;
  created_ = 0;
  text_ = this_holder(locks).text();
  if (::ftruncate(descriptor, 0) != 0 ||
      ::pwrite(descriptor, text_.data(), text_.size(), 0) != static_cast<ssize_t>(text_.size())) {
    const int error = errno;
    ::unlink(lock_.c_str());
    close();
    target.fail(error);
  }
  if (!locks) keep_alive();
  return true;
}

bool WriteLock::holds() const {
  return descriptor_ >= 0 && names(lock_, descriptor_) && text_in(descriptor_) == text_;
}

void WriteLock::keep_alive() {
  tell(
      fmt::format("{}: file locks do not work there; instead the file {} keeps other processes "
                  "away while this one lives, on other machines until {:g} s after its renewal",
                  path_, lock_, lock_lifetime_s));
  heart_ = std::jthread([descriptor = descriptor_](const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    while (!stopped.wait_for(lock, stop, heartbeat, [&] { return stop.stop_requested(); })) {
      ::futimens(descriptor, nullptr);
    }
  });
}

void WriteLock::close() {
  heart_ = {};
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

}  // namespace brink
