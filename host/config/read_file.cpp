// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/read_file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "host/config/text.hpp"
#include "host/error.hpp"

namespace brink {
namespace {

/// A hundred times the longest sensible config; a device or a result file given
/// by mistake is not read to its end.
constexpr std::size_t max_bytes = std::size_t{1} << 20;

constexpr std::size_t chunk_bytes = std::size_t{1} << 16;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

[[noreturn]] void refuse_file(const std::string& path, const std::string& why) {
  throw Error(Exit::usage, printable((path.empty() ? "\"\"" : path) + ": " + why +
                                     "; accepted: the path of a TOML file of up to 1 MiB"));
}

}  // namespace

std::string read_config_file(const std::string& path) {
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (!file) refuse_file(path, std::string("cannot be opened: ") + std::strerror(errno));
  std::string text;
  std::array<char, chunk_bytes> chunk;
  while (text.size() <= max_bytes) {
    const std::size_t got = std::fread(chunk.data(), 1, chunk.size(), file.get());
    if (std::ferror(file.get())) {
      refuse_file(path, std::string("cannot be read: ") + std::strerror(errno));
    }
    if (got == 0) return text;
    text.append(chunk.data(), got);
  }
  refuse_file(path, "is longer than 1 MiB");
}

}  // namespace brink
