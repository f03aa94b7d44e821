// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/hdf5/window.hpp"

#include <algorithm>
#include <concepts>

#include "host/hdf5/dataset.hpp"

namespace brink::hdf5 {
namespace {

/// Read at a time: as many values as a chunk has that was written.
constexpr std::uint64_t stretch = chunk_bytes / sizeof(std::uint64_t);
/// More than the images of one class ever leave distinct: a damaged file must not ask for
/// all memory.
constexpr std::uint64_t most_values = std::uint64_t{1} << 26;

}  // namespace

template <typename T>
Window<T>::Window(hid_t group, const std::string& name)
    : name_(name), dataset_(H5Dopen2(group, name.c_str(), H5P_DEFAULT), H5Dclose, name.c_str()) {
  const Handle stored(H5Dget_type(dataset_), H5Tclose, "type");
  const H5T_class_t wanted = std::same_as<T, double> ? H5T_FLOAT : H5T_INTEGER;
  if (H5Tget_class(stored) != wanted) throw Failure(name + " has a foreign type");
  const Handle space(H5Dget_space(dataset_), H5Sclose, "data space");
  if (H5Sget_simple_extent_ndims(space) != 1) throw Failure(name + " is not a list");
  size_ = static_cast<std::uint64_t>(H5Sget_simple_extent_npoints(space));
}

template <typename T>
std::span<const T> Window<T>::at(std::uint64_t begin, std::uint64_t end) {
  if (begin > end || end > size_ || end - begin > most_values) {
    throw Failure(name_ + " does not reach as far as a place in it");
  }
  if (begin < first_ || end > first_ + values_.size()) {
    const std::uint64_t start = begin / stretch * stretch;
    const hsize_t first = start, count = std::min(size_, std::max(end, start + stretch)) - start;
    values_.resize(count);
    const Handle space(H5Dget_space(dataset_), H5Sclose, "data space");
    check(H5Sselect_hyperslab(space, H5S_SELECT_SET, &first, nullptr, &count, nullptr),
          "choosing a stretch");
    first_ = start;
    if (count > 0) {
      check(H5Dread(dataset_, memory_type<T>(), space_of({count}), space, H5P_DEFAULT,
                    values_.data()),
            name_.c_str());
    }
  }
  return std::span<const T>(values_).subspan(begin - first_, end - begin);
}

template class Window<double>;
template class Window<std::uint64_t>;

}  // namespace brink::hdf5
