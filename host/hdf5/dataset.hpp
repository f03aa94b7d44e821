// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/hdf5/handle.hpp"

namespace brink::hdf5 {

/// With tracked creation order, as netCDF-4 wants it.
inline constexpr unsigned creation_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
/// A chunk has at most this many bytes, so that it fits HDF5's chunk cache of 1 MiB.
inline constexpr hsize_t chunk_bytes = hsize_t{1} << 19;

/// The type of T in memory.
template <typename T>
hid_t memory_type() {
  if constexpr (std::same_as<T, double>) return H5T_NATIVE_DOUBLE;
  if constexpr (std::same_as<T, std::uint16_t>) return H5T_NATIVE_UINT16;
  if constexpr (std::same_as<T, std::int32_t>) return H5T_NATIVE_INT32;
  if constexpr (std::same_as<T, std::int64_t>) return H5T_NATIVE_INT64;
  if constexpr (std::same_as<T, std::uint64_t>) return H5T_NATIVE_UINT64;
}

/// The little-endian type of T in the file.
template <typename T>
hid_t file_type() {
  if constexpr (std::same_as<T, double>) return H5T_IEEE_F64LE;
  if constexpr (std::same_as<T, std::uint16_t>) return H5T_STD_U16LE;
  if constexpr (std::same_as<T, std::int32_t>) return H5T_STD_I32LE;
  if constexpr (std::same_as<T, std::int64_t>) return H5T_STD_I64LE;
  if constexpr (std::same_as<T, std::uint64_t>) return H5T_STD_U64LE;
}

/// The unsigned type of 1, 2, 4 or 8 bytes in the file.
hid_t unsigned_type(std::size_t bytes);

/// The type in the file of numbers of T that take so many bytes.
template <typename T>
hid_t stored_type(std::size_t bytes) {
  return std::same_as<T, std::uint64_t> ? unsigned_type(bytes) : file_type<T>();
}

/// Link names are UTF-8, as classifier names may be.
Handle utf8_links();

Handle space_of(const std::vector<hsize_t>& sizes);

/// A dataset without values.
///
/// @param chunk sides of a chunk: chunks are shuffled, deflated and checksummed. Empty: the
///              values lie in one piece, as they are.
/// @param fill  one value of the type `memory`, or null
/// @param whole_chunks nothing but whole chunks are written, so that none is kept to be changed
Handle create_dataset(hid_t group, const std::string& name, const std::vector<hsize_t>& sizes,
                      const std::vector<hsize_t>& chunk, hid_t stored, hid_t memory,
                      const void* fill, bool whole_chunks = false);

/// Chunks for values that are written all at once: the whole dataset, its largest side halved
/// until it fits a chunk. Empty where filters would cost more than they save.
std::vector<hsize_t> chunk_of(std::vector<hsize_t> sizes, std::size_t value_bytes);

}  // namespace brink::hdf5
