// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/disk/file_bytes.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <stdexcept>
#include <string_view>

#include "host/error.hpp"
#include "host/file_kind.hpp"

namespace brink {
namespace {

constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
constexpr off_t first_user_block = 512;  // bytes; then twice as many, and so on
/// On NFS, how often a file may be replaced just while it is opened.
constexpr int stale_attempts = 5;

class File {
 public:
  explicit File(const std::string& path)
      : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  operator int() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Reads until the buffer is full or the file ends. @return bytes, or -1 with errno
ssize_t read_at(int file, off_t offset, std::span<std::byte> buffer) {
  std::size_t size = 0;
  while (size < buffer.size()) {
    const ssize_t part = ::pread(file, buffer.data() + size, buffer.size() - size,
                                 offset + static_cast<off_t>(size));
    if (part < 0 && errno == EINTR) continue;
    if (part < 0) return -1;
    if (part == 0) break;
    size += static_cast<std::size_t>(part);
  }
  return static_cast<ssize_t>(size);
}

/// Whether the signature stands where HDF5 looks for it.
bool has_signature(int file, off_t size) {
  std::array<char, signature.size()> found;
  for (off_t at = 0; at < size; at = at == 0 ? first_user_block : 2 * at) {
    if (read_at(file, at, std::as_writable_bytes(std::span(found))) < 0) return true;
    if (std::string_view(found.data(), found.size()) == signature) return true;
  }
  return false;
}

[[noreturn]] void refuse_unreadable(const std::string& path, int error) {
  if (error == ENOENT) refuse_file(path, "no such file");
  refuse_file(path, std::string("cannot be read: ") + std::strerror(error));
}

/// @return whether that worked; else errno is set
bool read_all(const std::string& path, FileBytes& bytes) {
  const File file(path);
  struct stat status {};
  if (file < 0 || ::fstat(file, &status) != 0) return false;
  if (!has_signature(file, status.st_size)) refuse_file(path, "not an HDF5 file");
  try {
    bytes = FileBytes(static_cast<std::size_t>(status.st_size));
  } catch (const std::exception&) {
    refuse_file(
        path, fmt::format("cannot be read: {} bytes are too many for the memory", status.st_size));
  }
  const ssize_t size = read_at(file, 0, bytes);
  if (size < 0) return false;
  bytes.shorten(static_cast<std::size_t>(size));
  return true;
}

}  // namespace

FileBytes::FileBytes(std::size_t size)
    : bytes_(std::make_unique_for_overwrite<std::byte[]>(size)), size_(size) {
  constexpr std::size_t huge_page = std::size_t{1} << 21;
  if (size < 2 * huge_page) return;
  // To be given memory in small pages takes longer than to read the file. It is only advice.
  void* start = bytes_.get();
  std::size_t space = size;
  if (std::align(huge_page, huge_page, start, space) == nullptr) return;
  [[maybe_unused]] const int ignored =
      ::madvise(start, space / huge_page * huge_page, MADV_HUGEPAGE);
}

void refuse_file(const std::string& path, const std::string& reason) {
  throw Error(Exit::bad_file, path + ": " + reason);
}

FileBytes hdf5_file_bytes(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (path == "-") refuse_file(path, "HDF5 cannot read standard input; accepted: a result file");
    refuse_unreadable(path, errno);
  }
  if (const char* const kind = unusual_kind(status.st_mode)) {
    refuse_file(path, std::string("is ") + kind + ", not a result file");
  }
  FileBytes bytes;
  for (int attempt = 1; !read_all(path, bytes); ++attempt) {
    if (errno != ESTALE || attempt == stale_attempts) refuse_unreadable(path, errno);
  }
  return bytes;
}

bool is_held(const std::string& path) {
  const File file(path);
  return file >= 0 && ::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

}  // namespace brink
