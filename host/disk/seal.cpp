// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/disk/seal.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <cstdint>
#include <string_view>

#include "host/disk/atomic_file.hpp"

namespace brink {
namespace {

constexpr std::string_view label = "\nbrink-crc32 ";
constexpr std::string_view old_label = "\nbrink-fnv1a64 ";  // of files of format 1 and 2
constexpr std::size_t digits = 8, old_digits = 16;

std::string old_seal_of(std::span<const std::byte> file) {
  constexpr std::uint64_t prime = 0x100000001b3;
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const std::byte byte : file) hash = (hash ^ static_cast<std::uint64_t>(byte)) * prime;
  return fmt::format("{}{:016x}\n", old_label, hash);
}

}  // namespace

std::string seal_of(std::span<const std::byte> file) {
  const auto* const bytes = reinterpret_cast<const Bytef*>(file.data());
  const auto sum =
      static_cast<std::uint32_t>(::crc32_z(::crc32_z(0, nullptr, 0), bytes, file.size()));
  return fmt::format("{}{:08x}\n", label, sum);
}

Seal check_seal(std::span<const std::byte> file) {
  const auto check = [&](std::string_view wanted, std::size_t length, auto seal) {
    const std::size_t size = wanted.size() + length + 1;
    if (file.size() < size) return Seal::none;
    const std::span<const std::byte> end = file.last(size);
    const std::string_view text(reinterpret_cast<const char*>(end.data()), end.size());
    if (!text.starts_with(wanted)) return Seal::none;
    return seal(file.first(file.size() - size)) == text ? Seal::intact : Seal::broken;
  };
  const Seal found = check(label, digits, seal_of);
  return found == Seal::none ? check(old_label, old_digits, old_seal_of) : found;
}

void write_sealed(std::span<const std::byte> file, const std::string& path) {
  AtomicFile target(path);
  target.write(file);
  const std::string seal = seal_of(file);
  target.write(std::as_bytes(std::span(seal)));
  target.commit();
}

}  // namespace brink
