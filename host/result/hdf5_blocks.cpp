// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/hdf5_blocks.hpp"

namespace brink::hdf5 {
namespace {

/// Higher levels of deflate gain nothing on random levels.
constexpr unsigned deflate_level = 1;

Handle create(hid_t group, const std::string& name, const Scales& dimensions,
              const std::vector<hsize_t>& chunk) {
  std::vector<hsize_t> sizes;
  for (const Scale* scale : dimensions) sizes.push_back(scale->size);
  const Handle space(H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), nullptr),
                     H5Sclose, "data space");
  const Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "dataset properties");
  check(H5Pset_attr_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "attribute order");
  check(H5Pset_chunk(list, static_cast<int>(chunk.size()), chunk.data()), "chunks");
  check(H5Pset_shuffle(list), "shuffle filter");
  check(H5Pset_deflate(list, deflate_level), "deflate filter");
  check(H5Pset_fletcher32(list), "checksum filter");
  return Handle(
      H5Dcreate2(group, name.c_str(), H5T_STD_U16LE, space, H5P_DEFAULT, list, H5P_DEFAULT),
      H5Dclose, "creating a dataset");
}

/// `_FillValue` has the type of its variable, as netCDF-4 wants it.
void set_fill(hid_t dataset, std::uint16_t fill) {
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "scalar space");
  const Handle attribute(
      H5Acreate2(dataset, "_FillValue", H5T_STD_U16LE, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
      "creating an attribute");
  check(H5Awrite(attribute, H5T_NATIVE_UINT16, &fill), "writing an attribute");
}

}  // namespace

LevelBlocks::LevelBlocks(hid_t group, const std::string& name, const Scales& dimensions,
                         const std::vector<hsize_t>& chunk, const Description& description,
                         std::optional<std::uint16_t> fill)
    : dataset_(create(group, name, dimensions, chunk)) {
  attach(dataset_, dimensions);
  set_text(dataset_, "long_name", description.long_name);
  set_text(dataset_, "units", description.units);
  if (fill) set_fill(dataset_, *fill);
}

void LevelBlocks::write(const std::vector<hsize_t>& first, const std::vector<hsize_t>& sides,
                        std::span<const std::uint16_t> values) {
  const Handle space(H5Dget_space(dataset_), H5Sclose, "data space");
  check(H5Sselect_hyperslab(space, H5S_SELECT_SET, first.data(), nullptr, sides.data(), nullptr),
        "choosing a block");
  const hsize_t size = values.size();
  const Handle memory(H5Screate_simple(1, &size, nullptr), H5Sclose, "data space");
  check(H5Dwrite(dataset_, H5T_NATIVE_UINT16, memory, space, H5P_DEFAULT, values.data()),
        "writing a block");
}

}  // namespace brink::hdf5
