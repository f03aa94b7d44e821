// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/images/npy.hpp"

#include <fmt/format.h>

#include <limits>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

#include "host/images/image_file.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view magic = "\x93NUMPY";
constexpr const char* accepted_file = "a file that numpy.save wrote";

[[noreturn]] void refuse_header() {
  throw ImageFileError("has a damaged NumPy header", accepted_file);
}

/// The value of a key of the header, which is the text of a Python dictionary.
std::string entry(const std::string& header, const std::string& key, const std::string& value) {
  std::smatch found;
  if (!std::regex_search(header, found, std::regex("'" + key + "'\\s*:\\s*(" + value + ")"))) {
    refuse_header();
  }
  return found[1];
}

std::vector<std::uint64_t> shape_in(const std::string& text) {
  std::vector<std::uint64_t> shape;
  const std::regex number("[0-9]+");
  for (std::sregex_iterator at(text.begin(), text.end(), number), end; at != end; ++at) {
    const std::string digits = at->str();
    if (digits.size() > 15) refuse_header();  // larger than any file
    shape.push_back(std::stoull(digits));
  }
  return shape;
}

/// How many values an array has, or nothing where 64 bits do not hold the number.
std::optional<std::uint64_t> values_of(const std::vector<std::uint64_t>& shape) {
  std::uint64_t values = 1;
  for (const std::uint64_t side : shape) {
    if (side != 0 && values > std::numeric_limits<std::uint64_t>::max() / side) return {};
    values *= side;
  }
  return values;
}

/// For each place in row-major order its place in column-major order.
std::vector<std::uint16_t> row_major(const std::vector<std::uint64_t>& shape,
                                     const std::vector<std::uint16_t>& columns_first) {
  std::vector<std::uint64_t> stride(shape.size(), 1);
  for (std::size_t d = 1; d < shape.size(); ++d) stride[d] = stride[d - 1] * shape[d - 1];
  std::vector<std::uint16_t> values(columns_first.size());
  std::vector<std::uint64_t> index(shape.size(), 0);
  for (std::uint16_t& value : values) {
    std::uint64_t at = 0;
    for (std::size_t d = 0; d < shape.size(); ++d) at += index[d] * stride[d];
    value = columns_first[at];
    for (std::size_t d = shape.size(); d-- > 0 && ++index[d] == shape[d];) index[d] = 0;
  }
  return values;
}

}  // namespace

RawImages read_npy(std::span<const std::byte> bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (!text.starts_with(magic)) {
    const bool hdf5 = text.starts_with("\x89HDF\r\n\x1a\n"sv);
    throw ImageFileError(hdf5 ? "is an HDF5 file, and no dataset is named" : "is no NumPy file",
                         hdf5 ? "FILE:/DATASET" : accepted_file);
  }
  const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text.at(at)); };
  if (text.size() < 12) refuse_header();
  const bool wide = byte(6) >= 2;  // the length of the header then has four bytes
  if (byte(6) < 1 || byte(6) > 3) refuse_header();
  std::size_t begin = wide ? 12 : 10, length = byte(8) + 256u * byte(9);
  if (wide) length += (std::size_t{byte(10)} << 16) + (std::size_t{byte(11)} << 24);
  constexpr std::size_t most_header = 1 << 16;
  if (length > most_header || begin + length > text.size()) refuse_header();
  const std::string header(text.substr(begin, length));
  begin += length;

  const std::string type = entry(header, "descr", "'[^']*'|\\[.*\\]");
  if (type.find('O') != std::string::npos) {
    throw ImageFileError("holds pickled Python objects, which are never read",
                         accepted_image_types);
  }
  const bool one_byte = type == "'|u1'" || type == "'<u1'" || type == "'>u1'" || type == "'u1'";
  const bool big_endian = type == "'>u2'";
  if (!one_byte && !big_endian && type != "'<u2'") {
    throw ImageFileError(fmt::format("has numbers of the type {}", type), accepted_image_types);
  }
  RawImages raw;
  raw.bits = one_byte ? 8 : 16;
  raw.shape = shape_in(entry(header, "shape", "\\([0-9, ]*\\)"));
  const bool columns_first = entry(header, "fortran_order", "True|False") == "True";

  const std::optional<std::uint64_t> count = values_of(raw.shape);
  const std::uint64_t width = raw.bits / 8;
  if (!count || *count > text.size() || begin + *count * width != text.size()) {
    throw ImageFileError("is shorter or longer than its header says", accepted_file);
  }
  raw.values.resize(*count);
  for (std::size_t i = 0; i < raw.values.size(); ++i) {
    const std::size_t at = begin + i * width;
    const unsigned low = byte(big_endian ? at + 1 : at);
    const unsigned high = one_byte ? 0 : byte(big_endian ? at : at + 1);
    raw.values[i] = static_cast<std::uint16_t>(low | high << 8);
  }
  if (columns_first) raw.values = row_major(raw.shape, raw.values);
  return raw;
}

}  // namespace brink
