// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/images/npy.hpp"

#include <fmt/format.h>

#include <algorithm>
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
template <class Value>
std::vector<Value> row_major(const std::vector<std::uint64_t>& shape,
                             const std::vector<Value>& columns_first) {
  std::vector<std::uint64_t> stride(shape.size(), 1);
  for (std::size_t d = 1; d < shape.size(); ++d) stride[d] = stride[d - 1] * shape[d - 1];
  std::vector<Value> values(columns_first.size());
  std::vector<std::uint64_t> index(shape.size(), 0);
  for (Value& value : values) {
    std::uint64_t at = 0;
    for (std::size_t d = 0; d < shape.size(); ++d) at += index[d] * stride[d];
    value = columns_first[at];
    for (std::size_t d = shape.size(); d-- > 0 && ++index[d] == shape[d];) index[d] = 0;
  }
  return values;
}

struct IntegerType {
  bool is_signed = false, big_endian = false;
  std::uint32_t bytes = 1;
};

/// The integers that a text such as '<i4', with its quotes, describes.
std::optional<IntegerType> integer_type(const std::string& text) {
  static const std::regex form("'([<>|=]?)([iu])([1248])'");
  std::smatch found;
  if (!std::regex_match(text, found, form)) return {};
  return IntegerType{found[2] == "i", found[1] == ">",
                     static_cast<std::uint32_t>(std::stoul(found[3]))};
}

template <class Value>
bool is_accepted(const IntegerType& type) {
  return any_integers<Value> || (!type.is_signed && type.bytes <= 2);
}

template <class Value>
Value value_at(const IntegerType& type, const std::byte* bytes) {
  std::uint64_t value = 0;
  for (std::uint32_t i = 0; i < type.bytes; ++i) {
    const std::uint32_t at = type.big_endian ? i : type.bytes - 1 - i;
    value = value << 8 | std::to_integer<std::uint64_t>(bytes[at]);
  }
  using Limits = std::numeric_limits<Value>;
  if (!type.is_signed) {
    return static_cast<Value>(
        std::min<std::uint64_t>(value, static_cast<std::uint64_t>(Limits::max())));
  }
  const std::uint32_t unused = 64 - 8 * type.bytes;
  const auto integer = static_cast<std::int64_t>(value << unused) >> unused;
  return static_cast<Value>(std::clamp<std::int64_t>(integer, Limits::min(), Limits::max()));
}

}  // namespace

template <class Value>
RawArray<Value> read_npy(std::span<const std::byte> bytes) {
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
                         accepted_types<Value>);
  }
  const std::optional<IntegerType> integers = integer_type(type);
  if (!integers || !is_accepted<Value>(*integers)) {
    throw ImageFileError(fmt::format("has numbers of the type {}", type), accepted_types<Value>);
  }
  RawArray<Value> raw;
  raw.bits = 8 * integers->bytes;
  raw.shape = shape_in(entry(header, "shape", "\\([0-9, ]*\\)"));
  const bool columns_first = entry(header, "fortran_order", "True|False") == "True";

  const std::optional<std::uint64_t> count = values_of(raw.shape);
  if (!count || *count > text.size() || begin + *count * integers->bytes != text.size()) {
    throw ImageFileError("is shorter or longer than its header says", accepted_file);
  }
  raw.values.resize(*count);
  for (std::size_t i = 0; i < raw.values.size(); ++i) {
    raw.values[i] = value_at<Value>(*integers, bytes.data() + begin + i * integers->bytes);
  }
  if (columns_first) raw.values = row_major(raw.shape, raw.values);
  return raw;
}

template RawArray<std::uint16_t> read_npy(std::span<const std::byte>);
template RawArray<std::int32_t> read_npy(std::span<const std::byte>);

}  // namespace brink
