// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/hdf5/array.hpp"

namespace brink::hdf5 {
namespace {

template <typename T>
Handle create(hid_t group, const std::string& name, const Scales& dimensions,
              const std::vector<hsize_t>& chunk, const std::optional<T>& fill, hid_t stored) {
  std::vector<hsize_t> sizes;
  for (const Scale* scale : dimensions) sizes.push_back(scale->size);
  return create_dataset(group, name, sizes, chunk, stored, memory_type<T>(),
                        fill ? &*fill : nullptr, true);
}

}  // namespace

template <typename T>
Array<T>::Array(hid_t group, const std::string& name, const Scales& dimensions,
                const std::vector<hsize_t>& chunk, const Description& description,
                std::optional<T> fill, hid_t stored)
    : dataset_(create(group, name, dimensions, chunk, fill, stored)) {
  attach(dataset_, dimensions);
  set_text(dataset_, "long_name", description.long_name);
  set_text(dataset_, "units", description.units);
  if (fill) set_number(dataset_, "_FillValue", *fill);
}

template <typename T>
void Array<T>::write(const std::vector<hsize_t>& first, const std::vector<hsize_t>& sides,
                     std::span<const T> values) {
  if (values.empty()) return;
  const Handle space(H5Dget_space(dataset_), H5Sclose, "data space");
  check(H5Sselect_hyperslab(space, H5S_SELECT_SET, first.data(), nullptr, sides.data(), nullptr),
        "choosing a block");
  const Handle memory = space_of({values.size()});
  check(H5Dwrite(dataset_, memory_type<T>(), memory, space, H5P_DEFAULT, values.data()),
        "writing a block");
}

template class Array<double>;
template class Array<std::uint16_t>;
template class Array<std::int64_t>;
template class Array<std::uint64_t>;

}  // namespace brink::hdf5
