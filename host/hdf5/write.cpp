// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/hdf5/write.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <stdexcept>

#include "host/hdf5/dataset.hpp"

namespace brink::hdf5 {
namespace {

/// The file in memory grows by this much at a time, which is cleared first; one cell's is 50 KiB.
constexpr std::size_t memory_step = std::size_t{1} << 17;
/// To turn texts into what is stored takes a buffer, cleared too; HDF5's own has 1 MiB.
constexpr std::size_t text_buffer = std::size_t{1} << 12;

/// @param size in bytes, or H5T_VARIABLE
Handle utf8_type(std::size_t size) {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "text type");
  check(H5Tset_size(type, size), "text size");
  check(H5Tset_cset(type, H5T_CSET_UTF8), "text encoding");
  if (size != H5T_VARIABLE) check(H5Tset_strpad(type, H5T_STR_NULLPAD), "text padding");
  return type;
}

void set_attribute(hid_t object, const std::string& name, hid_t stored, hid_t given,
                   const void* value) {
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "scalar space");
  const Handle attribute(H5Acreate2(object, name.c_str(), stored, space, H5P_DEFAULT, H5P_DEFAULT),
                         H5Aclose, "creating an attribute");
  check(H5Awrite(attribute, given, value), "writing an attribute");
}

void describe(hid_t dataset, const Description& description) {
  set_text(dataset, "long_name", description.long_name);
  set_text(dataset, "units", description.units);
}

template <typename T>
Handle create_written(hid_t group, const std::string& name, const std::vector<hsize_t>& sizes,
                      std::span<const T> values, std::optional<T> fill) {
  Handle dataset = create_dataset(group, name, sizes, chunk_of(sizes, sizeof(T)), file_type<T>(),
                                  memory_type<T>(), fill ? &*fill : nullptr);
  if (!values.empty()) {
    check(H5Dwrite(dataset, memory_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
          "writing a dataset");
  }
  return dataset;
}

}  // namespace

Handle create_memory_file() {
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "file access properties");
  check(H5Pset_fapl_core(access, memory_step, 0), "memory file");
  // The file is in memory: of what describes thousands of small datasets a second
  // copy, as large as HDF5 lets it grow, costs more than to read it again.
  H5AC_cache_config_t cache{};
  cache.version = H5AC__CURR_CACHE_CONFIG_VERSION;
  check(H5Pget_mdc_config(access, &cache), "metadata cache");
  cache.set_initial_size = true;
  cache.initial_size = cache.max_size = cache.min_size;
  check(H5Pset_mdc_config(access, &cache), "metadata cache");
  // The oldest superblock: H5Fget_file_image gives newer ones a wrong checksum
  // (1.10.8). Tracked creation order brings 1.8's object headers all the same,
  // which are checksummed and take attributes above 64 KiB.
  check(H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18), "file format");
  const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "file properties");
  check(H5Pset_link_creation_order(creation, creation_order), "link order");
  check(H5Pset_attr_creation_order(creation, creation_order), "attribute order");
  return Handle(H5Fcreate("brink-in-memory", H5F_ACC_TRUNC, creation, access), H5Fclose,
                "creating the file in memory");
}

std::vector<std::byte> file_image(hid_t file) {
  check(H5Fflush(file, H5F_SCOPE_GLOBAL), "finishing the file");
  const ssize_t size = H5Fget_file_image(file, nullptr, 0);
  if (size < 0) fail("size of the file");
  std::vector<std::byte> image(static_cast<std::size_t>(size));
  if (H5Fget_file_image(file, image.data(), image.size()) < 0) fail("bytes of the file");
  return image;
}

FileImage::FileImage(Handle file) : file_(std::move(file)) {
  check(H5Fflush(file_, H5F_SCOPE_GLOBAL), "finishing the file");
  const ssize_t size = H5Fget_file_image(file_, nullptr, 0);
  if (size < 0) fail("size of the file");
  void* memory = nullptr;  // of this driver: where it keeps the address of its bytes
  check(H5Fget_vfd_handle(file_, H5P_DEFAULT, &memory), "bytes of the file");
  bytes_ = {*static_cast<const std::byte* const*>(memory), static_cast<std::size_t>(size)};
}

Handle create_group(hid_t parent, const std::string& name) {
  const Handle list(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, "group properties");
  check(H5Pset_link_creation_order(list, creation_order), "link order");
  check(H5Pset_attr_creation_order(list, creation_order), "attribute order");
  return Handle(H5Gcreate2(parent, name.c_str(), utf8_links(), list, H5P_DEFAULT), H5Gclose,
                "creating a group");
}

void set_text(hid_t object, const std::string& name, std::string_view text) {
  // HDF5 has no texts of length 0; one padding byte reads as the empty text.
  const std::string padded = text.empty() ? std::string(1, '\0') : std::string(text);
  const Handle type = utf8_type(padded.size());
  set_attribute(object, name, type, type, padded.data());
}

template <typename T>
void set_number(hid_t object, const std::string& name, T value) {
  set_attribute(object, name, file_type<T>(), memory_type<T>(), &value);
}

template <typename T>
void set_numbers(hid_t object, const std::string& name, std::span<const T> values) {
  const hsize_t size = values.size();
  const Handle space(H5Screate_simple(1, &size, nullptr), H5Sclose, "data space");
  const Handle attribute(
      H5Acreate2(object, name.c_str(), file_type<T>(), space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
      name.c_str());
  check(H5Awrite(attribute, memory_type<T>(), values.data()), name.c_str());
}

template void set_numbers(hid_t, const std::string&, std::span<const std::int64_t>);
template void set_numbers(hid_t, const std::string&, std::span<const std::uint64_t>);

Handle open_variable(hid_t group, const std::string& name) {
  return Handle(H5Dopen2(group, name.c_str(), H5P_DEFAULT), H5Dclose, name.c_str());
}

template <typename T>
Scale create_scale(hid_t group, const std::string& name, std::span<const T> coordinates,
                   const Description& description) {
  Handle dataset = create_written<T>(group, name, {coordinates.size()}, coordinates, {});
  check(H5DSset_scale(dataset, name.c_str()), "making a dimension scale");
  describe(dataset, description);
  return Scale(coordinates.size(), std::move(dataset));
}

Scale create_text_scale(hid_t group, const std::string& name,
                        const std::vector<std::string>& coordinates,
                        const Description& description) {
  std::vector<const char*> texts;
  for (const std::string& coordinate : coordinates) texts.push_back(coordinate.c_str());
  const Handle type = utf8_type(H5T_VARIABLE);
  const Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "dataset properties");
  check(H5Pset_attr_creation_order(list, creation_order), "attribute order");
  Handle dataset(H5Dcreate2(group, name.c_str(), type, space_of({texts.size()}), utf8_links(), list,
                            H5P_DEFAULT),
                 H5Dclose, "creating a dataset");
  const Handle transfer(H5Pcreate(H5P_DATASET_XFER), H5Pclose, "transfer properties");
  check(H5Pset_buffer(transfer, text_buffer, nullptr, nullptr), "transfer buffer");
  check(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, transfer, texts.data()), "writing a dataset");
  check(H5DSset_scale(dataset, name.c_str()), "making a dimension scale");
  describe(dataset, description);
  return Scale(texts.size(), std::move(dataset));
}

Scale create_bare_scale(hid_t group, const std::string& name, hsize_t size) {
  const Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "dataset properties");
  check(H5Pset_attr_creation_order(list, creation_order), "attribute order");
  Handle dataset(H5Dcreate2(group, name.c_str(), H5T_IEEE_F32BE, space_of({size}), utf8_links(),
                            list, H5P_DEFAULT),
                 H5Dclose, "creating a dataset");
  // The words by which netCDF-4 knows such a dimension, its length in ten columns.
  std::string length = std::to_string(size);
  length.insert(0, 10 - std::min<std::size_t>(10, length.size()), ' ');
  const std::string label = "This is a netCDF dimension but not a netCDF variable." + length;
  check(H5DSset_scale(dataset, label.c_str()), "making a dimension scale");
  return Scale(size, std::move(dataset));
}

template <typename T>
void create_variable(hid_t group, const std::string& name, const Scales& dimensions,
                     std::span<const T> values, const Description& description,
                     std::optional<T> fill) {
  std::vector<hsize_t> sizes;
  std::size_t expected = 1;
  for (const Scale* const scale : dimensions) {
    sizes.push_back(scale->size);
    expected *= scale->size;
  }
  if (values.size() != expected) throw std::logic_error(name + ": values do not fill the shape");
  const Handle dataset = create_written<T>(group, name, sizes, values, fill);
  attach(dataset, dimensions);
  describe(dataset, description);
  if (fill) set_number(dataset, "_FillValue", *fill);
}

template void set_number(hid_t, const std::string&, double);
template void set_number(hid_t, const std::string&, std::uint16_t);
template void set_number(hid_t, const std::string&, std::int64_t);
template void set_number(hid_t, const std::string&, std::uint64_t);
template Scale create_scale(hid_t, const std::string&, std::span<const double>, const Description&);
template Scale create_scale(hid_t, const std::string&, std::span<const std::int64_t>,
                            const Description&);
template Scale create_scale(hid_t, const std::string&, std::span<const std::uint64_t>,
                            const Description&);
template void create_variable(hid_t, const std::string&, const Scales&, std::span<const double>,
                              const Description&, std::optional<double>);
template void create_variable(hid_t, const std::string&, const Scales&,
                              std::span<const std::int32_t>, const Description&,
                              std::optional<std::int32_t>);
template void create_variable(hid_t, const std::string&, const Scales&,
                              std::span<const std::int64_t>, const Description&,
                              std::optional<std::int64_t>);
template void create_variable(hid_t, const std::string&, const Scales&,
                              std::span<const std::uint64_t>, const Description&,
                              std::optional<std::uint64_t>);

}  // namespace brink::hdf5
