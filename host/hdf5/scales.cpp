// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/hdf5/scales.hpp"

#include <utility>

namespace brink::hdf5 {
namespace {

// Attributes of HDF5's dimension scale specification, and the members of the second.
constexpr const char* scales_of_variable = "DIMENSION_LIST";
constexpr const char* uses_of_scale = "REFERENCE_LIST";
constexpr const char* use_variable = "dataset";
constexpr const char* use_dimension = "dimension";

hobj_ref_t reference_to(hid_t object) {
  hobj_ref_t reference{};
  check(H5Rcreate(&reference, object, ".", H5R_OBJECT, -1), "referring to a dataset");
  return reference;
}

void write_list(hid_t object, const char* name, hid_t type, hsize_t size, const void* values) {
  const Handle space(H5Screate_simple(1, &size, nullptr), H5Sclose, "data space");
  const Handle attribute(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                         name);
  check(H5Awrite(attribute, type, values), name);
}

}  // namespace

Scale::Scale(hsize_t length, Handle data)
    : size(length), dataset(std::move(data)), reference(reference_to(dataset)) {}

void attach(hid_t dataset, const Scales& dimensions) {
  if (dimensions.empty()) return;
  const hobj_ref_t variable = reference_to(dataset);
  std::vector<hvl_t> lists;  // of scales, one in each: a dimension may have several
  for (Scale* const scale : dimensions) {
    scale->uses.push_back({variable, static_cast<int>(lists.size())});
    lists.push_back({1, &scale->reference});
  }
  const Handle type(H5Tvlen_create(H5T_STD_REF_OBJ), H5Tclose, "type of a list of scales");
  write_list(dataset, scales_of_variable, type, lists.size(), lists.data());
}

void finish(const Scales& scales) {
  const Handle type(H5Tcreate(H5T_COMPOUND, sizeof(Scale::Use)), H5Tclose, "type of a use");
  check(H5Tinsert(type, use_variable, HOFFSET(Scale::Use, variable), H5T_STD_REF_OBJ),
        "type of a use");
  check(H5Tinsert(type, use_dimension, HOFFSET(Scale::Use, dimension), H5T_NATIVE_INT),
        "type of a use");
  for (const Scale* const scale : scales) {
    if (scale->uses.empty()) continue;
    write_list(scale->dataset, uses_of_scale, type, scale->uses.size(), scale->uses.data());
  }
}

}  // namespace brink::hdf5
