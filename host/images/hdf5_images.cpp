// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/images/hdf5_images.hpp"

#include <fmt/format.h>

#include <limits>

#include "host/hdf5/handle.hpp"
#include "host/hdf5/read.hpp"
#include "host/images/image_file.hpp"

namespace brink {
namespace {

constexpr const char* accepted_place = "HDF5_FILE:/DATASET, with all of the dataset in that file";

/// Refuses a path of which a part is missing or leads to another file.
void check_links(hid_t file, const std::string& path) {
  for (std::size_t end = 0; end != std::string::npos;) {
    end = path.find('/', end + 1);
    const std::string part = path.substr(0, end);
    H5L_info_t link;
    const bool there = H5Lexists(file, part.c_str(), H5P_DEFAULT) > 0 &&
                       H5Lget_info(file, part.c_str(), &link, H5P_DEFAULT) >= 0;
    if (!there) throw ImageFileError(fmt::format("has no dataset {}", path), accepted_place);
    if (link.type != H5L_TYPE_HARD) {
      throw ImageFileError(fmt::format("holds {} as a link to another place", part),
                           accepted_place);
    }
  }
}

void check_storage(hid_t data, const std::string& path) {
  const hdf5::Handle creation(H5Dget_create_plist(data), H5Pclose, "reading a dataset");
  if (H5Pget_layout(creation) == H5D_VIRTUAL || H5Pget_external_count(creation) > 0) {
    throw ImageFileError(fmt::format("has {} in other files", path), accepted_place);
  }
}

template <class Value>
std::uint32_t bits_of(hid_t data, const std::string& path) {
  const hdf5::Handle type(H5Dget_type(data), H5Tclose, "reading a dataset");
  const std::size_t size = H5Tget_size(type);
  const bool narrow = H5Tget_sign(type) == H5T_SGN_NONE && size <= 2;
  if (H5Tget_class(type) == H5T_INTEGER && (any_integers<Value> || narrow)) {
    return static_cast<std::uint32_t>(8 * size);
  }
  throw ImageFileError(fmt::format("has numbers of another type in {}", path),
                       accepted_types<Value>);
}

std::vector<std::uint64_t> shape_of(hid_t data) {
  const hdf5::Handle space(H5Dget_space(data), H5Sclose, "reading a dataset");
  const int sides = H5Sget_simple_extent_ndims(space);
  std::vector<hsize_t> shape(static_cast<std::size_t>(std::max(0, sides)));
  if (sides > 0) H5Sget_simple_extent_dims(space, shape.data(), nullptr);
  return {shape.begin(), shape.end()};
}

}  // namespace

template <class Value>
RawArray<Value> read_hdf5(std::span<std::byte> bytes, const std::string& dataset) try {
  const hdf5::QuietErrors quiet;
  const hdf5::Handle file = hdf5::open_image(bytes);
  check_links(file, dataset);
  const hdf5::Handle data(H5Dopen2(file, dataset.c_str(), H5P_DEFAULT), H5Dclose,
                          "opening the dataset");
  check_storage(data, dataset);
  RawArray<Value> raw;
  raw.bits = bits_of<Value>(data, dataset);
  raw.shape = shape_of(data);
  std::uint64_t values = raw.shape.empty() ? 0 : 1;
  for (const std::uint64_t side : raw.shape) {
    // Compressed data may be larger than the file, but not without bounds.
    constexpr std::uint64_t most_values = std::uint64_t{1} << 36;
    if (side > most_values || values > most_values) {
      throw ImageFileError(fmt::format("has too many values in {}", dataset), "at most 2^36");
    }
    values *= side;
  }
  raw.values.resize(values);
  const hid_t type = any_integers<Value> ? H5T_NATIVE_INT32 : H5T_NATIVE_UINT16;
  hdf5::check(H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, raw.values.data()),
              "reading the dataset");
  return raw;
} catch (const hdf5::Failure& failure) {
  throw ImageFileError(fmt::format("cannot be read: {}", failure.what()), accepted_place);
}

template RawArray<std::uint16_t> read_hdf5(std::span<std::byte>, const std::string&);
template RawArray<std::int32_t> read_hdf5(std::span<std::byte>, const std::string&);

}  // namespace brink
