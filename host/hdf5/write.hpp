// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/hdf5/handle.hpp"
#include "host/hdf5/scales.hpp"

namespace brink::hdf5 {

/// The two attributes that every variable has. `units` is "1" for pure numbers.
struct Description {
  std::string long_name;
  std::string units = "1";
};

/// A file in memory, with creation order tracked as netCDF-4 wants it. Nothing of
/// it touches a disk, so a full one cannot upset HDF5.
Handle create_memory_file();

/// The bytes that the file would have on disk.
std::vector<std::byte> file_image(hid_t file);

/// The same without a copy: a file in memory and its bytes, as long as it lives.
class FileImage {
 public:
  explicit FileImage(Handle file);

  operator std::span<const std::byte>() const { return bytes_; }
  std::size_t size() const { return bytes_.size(); }

 private:
  Handle file_;
  std::span<const std::byte> bytes_;
};

/// A subgroup with creation order tracked.
Handle create_group(hid_t parent, const std::string& name);

/// A scalar text attribute: fixed-length UTF-8 of any length.
void set_text(hid_t object, const std::string& name, std::string_view text);

/// A scalar numeric attribute. T: double, std::uint16_t, std::int64_t or std::uint64_t.
template <typename T>
void set_number(hid_t object, const std::string& name, T value);

/// A list of integers as an attribute, up to 64 KiB. T: std::int64_t or std::uint64_t.
template <typename T>
void set_numbers(hid_t object, const std::string& name, std::span<const T> values);

/// A variable made before, to give it more attributes.
Handle open_variable(hid_t group, const std::string& name);

/// A dimension with coordinates. T as below.
template <typename T>
Scale create_scale(hid_t group, const std::string& name, std::span<const T> coordinates,
                   const Description& description);

/// A dimension whose coordinates are texts (netCDF's NC_STRING).
Scale create_text_scale(hid_t group, const std::string& name,
                        const std::vector<std::string>& coordinates,
                        const Description& description);

/// A dimension without coordinates, in the form netCDF-4 has for it.
Scale create_bare_scale(hid_t group, const std::string& name, hsize_t size);

/// A variable with its values, row-major over `dimensions`; each dimension is
/// attached to its scale, which wants to be finished in the end. Larger ones are shuffled, deflated
/// and checksummed. T: double, std::int32_t, std::int64_t or std::uint64_t.
///
/// @param fill becomes `_FillValue`: the value of what is not known
template <typename T>
void create_variable(hid_t group, const std::string& name, const Scales& dimensions,
                     std::span<const T> values, const Description& description,
                     std::optional<T> fill = {});

}  // namespace brink::hdf5
