// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/read_file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <span>

#include "host/config/text.hpp"
#include "host/error.hpp"
#include "host/file_kind.hpp"
#include "host/tell.hpp"

namespace brink {
namespace {

/// A hundred times the longest sensible config. The limit ends the reading of a device or a
/// result file that was given by mistake.
constexpr std::size_t max_bytes = std::size_t{1} << 20;

constexpr std::size_t chunk_bytes = std::size_t{1} << 16;

/// A pipe may stay silent for so long before the program says that it is waiting.
constexpr int patience_ms = 1000;

[[noreturn]] void refuse_config(const std::string& path, const std::string& why) {
  throw Error(Exit::usage,
              printable((path.empty() ? "\"\"" : config_source(path)) + ": " + why +
                        "; accepted: the path of a TOML file of up to 1 MiB, or - to read one "
                        "from standard input"));
}

/// A file descriptor. The destructor closes it unless it is standard input.
class Input {
 public:
  explicit Input(const std::string& path) : path_(path) {
    if (path == standard_input) return;
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0 && (S_ISDIR(status.st_mode) || S_ISSOCK(status.st_mode)))
      refuse_config(path, std::string("is ") + unusual_kind(status.st_mode));
    // Without O_NONBLOCK, opening a pipe that has no writer would wait before the program could
    // say so.
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (descriptor_ < 0) refuse_config(path, std::string("cannot be opened: ") + strerror(errno));
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input() {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }

  /// Reads as many bytes as there are now. Returns 0 at the end.
  std::size_t read(std::span<char> chunk) {
    while (true) {
      wait();
      const ssize_t got = ::read(descriptor_, chunk.data(), chunk.size());
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR && errno != EAGAIN) {
        refuse_config(path_, std::string("cannot be read: ") + std::strerror(errno));
      }
    }
  }

 private:
  void wait() {
    pollfd ready{descriptor_, POLLIN, 0};
    if (!told_ && ::poll(&ready, 1, ::isatty(descriptor_) != 0 ? 0 : patience_ms) == 0) {
      tell("waiting for a config from " + printable(config_source(path_)) +
           (::isatty(descriptor_) != 0 ? ", which Ctrl-D ends" : ""));
      told_ = true;
    }
    ::poll(&ready, 1, -1);
  }

  std::string path_;
  int descriptor_ = STDIN_FILENO;
  bool told_ = false;
};

}  // namespace

std::string config_source(const std::string& path) {
  return path == standard_input ? "standard input" : path;
}

std::string read_config_file(const std::string& path) {
  Input input(path);
  std::string text;
  std::array<char, chunk_bytes> chunk;
  while (text.size() <= max_bytes) {
    const std::size_t got = input.read(chunk);
    if (got == 0) return text;
    text.append(chunk.data(), got);
  }
  refuse_config(path, "is longer than 1 MiB");
}

}  // namespace brink
