// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/hdf5/dataset.hpp"

#include <algorithm>

namespace brink::hdf5 {
namespace {

/// Below this many bytes the filters' bookkeeping costs more than they save.
constexpr std::size_t filter_from = 1024;
/// On tallies level 4 takes twice as long and saves 8 % of the bytes.
constexpr unsigned deflate_level = 1;

}  // namespace

hid_t unsigned_type(std::size_t bytes) {
  if (bytes == 1) return H5T_STD_U8LE;
  if (bytes == 2) return H5T_STD_U16LE;
  return bytes == 4 ? H5T_STD_U32LE : H5T_STD_U64LE;
}

Handle utf8_links() {
  Handle list(H5Pcreate(H5P_LINK_CREATE), H5Pclose, "link properties");
  check(H5Pset_char_encoding(list, H5T_CSET_UTF8), "link encoding");
  return list;
}

Handle space_of(const std::vector<hsize_t>& sizes) {
  return Handle(H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), nullptr), H5Sclose,
                "data space");
}

Handle create_dataset(hid_t group, const std::string& name, const std::vector<hsize_t>& sizes,
                      const std::vector<hsize_t>& chunk, hid_t stored, hid_t memory,
                      const void* fill, bool whole_chunks) {
  const Handle space = space_of(sizes);
  const Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "dataset properties");
  check(H5Pset_attr_creation_order(list, creation_order), "attribute order");
  if (fill != nullptr) check(H5Pset_fill_value(list, memory, fill), "fill value");
  if (!chunk.empty()) {
    check(H5Pset_chunk(list, static_cast<int>(chunk.size()), chunk.data()), "chunks");
    check(H5Pset_shuffle(list), "shuffle filter");
    check(H5Pset_deflate(list, deflate_level), "deflate filter");
    check(H5Pset_fletcher32(list), "checksum filter");
  }
  const Handle access(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose, "dataset access properties");
  // Dozens of datasets are open at once, each with a cache of 1 MiB otherwise.
  if (whole_chunks) check(H5Pset_chunk_cache(access, 0, 0, 1), "chunk cache");
  return Handle(H5Dcreate2(group, name.c_str(), stored, space, utf8_links(), list, access),
                H5Dclose, "creating a dataset");
}

std::vector<hsize_t> chunk_of(std::vector<hsize_t> sizes, std::size_t value_bytes) {
  const auto bytes = [&] {
    hsize_t product = value_bytes;
    for (const hsize_t size : sizes) product *= size;
    return product;
  };
  if (bytes() < filter_from) return {};
  while (bytes() > chunk_bytes) {
    hsize_t& largest = *std::max_element(sizes.begin(), sizes.end());
    largest = (largest + 1) / 2;
  }
  return sizes;
}

}  // namespace brink::hdf5
