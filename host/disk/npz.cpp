// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/disk/npz.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <bit>
#include <concepts>
#include <limits>
#include <stdexcept>
#include <type_traits>

namespace brink {
namespace {

/// Numbers in a zip file are little-endian (APPNOTE 6.3.10), and so are those that `.npy` names
/// '<'.
static_assert(std::endian::native == std::endian::little);

constexpr std::uint32_t local_mark = 0x04034b50, directory_mark = 0x02014b50, end_mark = 0x06054b50;
constexpr std::uint16_t zip_version = 20, stored = 0;
constexpr std::uint16_t first_day = 1 << 5 | 1;  // 1 January 1980, so that files are reproducible

template <std::unsigned_integral T>
void put(std::vector<std::byte>& bytes, T number) {
  const auto view = std::as_bytes(std::span(&number, 1));
  bytes.insert(bytes.end(), view.begin(), view.end());
}

void put(std::vector<std::byte>& bytes, std::span<const std::byte> more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
}

std::uint32_t crc_of(std::uint32_t before, std::span<const std::byte> bytes) {
  return static_cast<std::uint32_t>(
      ::crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

template <class T>
constexpr const char* type_code() {
  if constexpr (std::is_same_v<T, double>) return "<f8";
  if constexpr (std::is_same_v<T, std::int64_t>) return "<i8";
  if constexpr (std::is_same_v<T, std::uint16_t>) return "<u2";
  return "|u1";
}

/// The header of version 1 of NumPy's format, a multiple of 64 bytes long.
std::string npy_header(const char* type, std::span<const std::uint64_t> shape) {
  std::string sides;
  for (const std::uint64_t side : shape) sides += fmt::format("{}, ", side);
  std::string text =
      fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}), }}", type, sides);
  constexpr std::size_t before = 10, unit = 64;
  text.resize((before + text.size() + 1 + unit - 1) / unit * unit - before - 1, ' ');
  text += '\n';
  const auto length = static_cast<std::uint16_t>(text.size());
  return std::string("\x93NUMPY\x01\x00", 8) + static_cast<char>(length & 0xff) +
         static_cast<char>(length >> 8) + text;
}

}  // namespace

template <class T>
void Npz::add(const std::string& name, std::span<const std::uint64_t> shape,
              std::span<const T> values) {
  const std::string header = npy_header(type_code<T>(), shape);
  add_file(name + ".npy", std::as_bytes(std::span(header)), std::as_bytes(values));
}

template void Npz::add(const std::string&, std::span<const std::uint64_t>,
                       std::span<const std::uint8_t>);
template void Npz::add(const std::string&, std::span<const std::uint64_t>,
                       std::span<const std::uint16_t>);
template void Npz::add(const std::string&, std::span<const std::uint64_t>,
                       std::span<const std::int64_t>);
template void Npz::add(const std::string&, std::span<const std::uint64_t>, std::span<const double>);

void Npz::add_file(const std::string& name, std::span<const std::byte> header,
                   std::span<const std::byte> values) {
  const std::size_t size = header.size() + values.size();
  if (bytes_.size() + size > std::numeric_limits<std::uint32_t>::max()) {
    throw std::length_error("an archive of more than 4 GiB");
  }
  const auto begin = static_cast<std::uint32_t>(bytes_.size());
  std::vector<std::byte> facts;  // which the file and the directory share
  put(facts, zip_version);
  put(facts, std::uint16_t{0});
  put(facts, stored);
  put(facts, std::uint16_t{0});  // time
  put(facts, first_day);
  put(facts, crc_of(crc_of(0, header), values));
  put(facts, static_cast<std::uint32_t>(size));
  put(facts, static_cast<std::uint32_t>(size));
  put(facts, static_cast<std::uint16_t>(name.size()));
  put(facts, std::uint16_t{0});  // of extra fields

  put(bytes_, local_mark);
  put(bytes_, facts);
  put(bytes_, std::as_bytes(std::span(name)));
  put(bytes_, header);
  put(bytes_, values);

  put(directory_, directory_mark);
  put(directory_, zip_version);
  put(directory_, facts);
  put(directory_, std::uint16_t{0});  // of the comment
  put(directory_, std::uint16_t{0});  // disk
  put(directory_, std::uint16_t{0});  // attributes
  put(directory_, std::uint32_t{0});
  put(directory_, begin);
  put(directory_, std::as_bytes(std::span(name)));
  ++files_;
}

std::vector<std::byte> Npz::finish() {
  const auto begin = static_cast<std::uint32_t>(bytes_.size());
  put(bytes_, directory_);
  put(bytes_, end_mark);
  put(bytes_, std::uint32_t{0});  // disks
  put(bytes_, files_);
  put(bytes_, files_);
  put(bytes_, static_cast<std::uint32_t>(directory_.size()));
  put(bytes_, begin);
  put(bytes_, std::uint16_t{0});
  return std::move(bytes_);
}

}  // namespace brink
