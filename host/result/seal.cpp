// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/seal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <string_view>
#include <system_error>

namespace brink {
namespace {

constexpr std::string_view label = "\nbrink-fnv1a64 ";
/// The label, 16 hexadecimal digits and a newline.
constexpr std::size_t seal_bytes = label.size() + 17;
constexpr std::size_t buffer_bytes = std::size_t{1} << 16;

/// FNV-1a of 64 bits with its published constants: each step can be undone, so
/// that no change of a single byte goes unseen.
class Fnv1a {
 public:
  void add(std::span<const std::byte> bytes) {
    constexpr std::uint64_t prime = 0x100000001b3;
    for (const std::byte byte : bytes) hash_ = (hash_ ^ static_cast<std::uint64_t>(byte)) * prime;
  }
  std::string seal() const { return fmt::format("{}{:016x}\n", label, hash_); }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325;
};

}  // namespace

std::string seal_of(std::span<const std::byte> file) {
  Fnv1a hash;
  hash.add(file);
  return hash.seal();
}

Seal check_seal(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) throw std::system_error(errno, std::generic_category());
  const std::streamoff sealed = file.tellg() - static_cast<std::streamoff>(seal_bytes);
  if (sealed < 0) return Seal::none;

  std::string seal(seal_bytes, '\0');
  file.seekg(sealed);
  file.read(seal.data(), static_cast<std::streamsize>(seal.size()));
  if (!file) throw std::system_error(errno, std::generic_category());
  if (!seal.starts_with(label)) return Seal::none;

  Fnv1a hash;
  std::array<char, buffer_bytes> buffer;
  file.seekg(0);
  for (std::streamoff left = sealed; left > 0; left -= file.gcount()) {
    file.read(buffer.data(), std::min<std::streamoff>(left, buffer.size()));
    if (file.gcount() == 0) throw std::system_error(errno, std::generic_category());
    hash.add(std::as_bytes(std::span(buffer.data(), static_cast<std::size_t>(file.gcount()))));
  }
  return hash.seal() == seal ? Seal::intact : Seal::broken;
}

}  // namespace brink
