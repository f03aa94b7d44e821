// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/hdf5/read.hpp"

#include <hdf5_hl.h>

#include <concepts>
#include <cstring>

namespace brink::hdf5 {
namespace {

/// More values, or bytes of text, than any table of a result file has: a damaged
/// file must not ask for all memory.
constexpr std::size_t most_values = std::size_t{1} << 26;

template <typename T>
hid_t memory_type() {
  if constexpr (std::same_as<T, double>) return H5T_NATIVE_DOUBLE;
  if constexpr (std::same_as<T, std::int64_t>) return H5T_NATIVE_INT64;
  if constexpr (std::same_as<T, std::uint64_t>) return H5T_NATIVE_UINT64;
}

std::size_t points_of(hid_t space) {
  const hssize_t points = H5Sget_simple_extent_npoints(space);
  if (points < 0) fail("size of a dataset");
  if (static_cast<std::size_t>(points) > most_values) throw Failure("a dataset is too large");
  return static_cast<std::size_t>(points);
}

Handle open_list(hid_t object, const std::string& name) {
  return Handle(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, name.c_str());
}

Handle open_attribute(hid_t object, const std::string& name) {
  Handle attribute = open_list(object, name);
  const Handle space(H5Aget_space(attribute), H5Sclose, "data space");
  if (points_of(space) != 1) throw Failure("attribute " + name + " is not one value");
  return attribute;
}

/// A type to read texts with; HDF5 converts neither the kind nor the encoding.
Handle text_type(hid_t stored, bool variable, std::size_t size) {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "text type");
  check(H5Tset_size(type, variable ? H5T_VARIABLE : size), "text size");
  check(H5Tset_cset(type, H5Tget_cset(stored)), "text encoding");
  if (!variable) check(H5Tset_strpad(type, H5T_STR_NULLPAD), "text padding");
  return type;
}

bool is_variable(hid_t stored) { return check(H5Tis_variable_str(stored), "text type") > 0; }

void require_class(hid_t type, H5T_class_t wanted, const std::string& name) {
  if (H5Tget_class(type) != wanted) throw Failure(name + " has a foreign type");
}

std::string up_to_null(const char* text, std::size_t size) {
  return std::string(text, strnlen(text, size));
}

}  // namespace

Handle open_image(std::span<std::byte> file) {
  constexpr unsigned as_it_is = H5LT_FILE_IMAGE_DONT_COPY | H5LT_FILE_IMAGE_DONT_RELEASE;
  return Handle(H5LTopen_file_image(file.data(), file.size(), as_it_is), H5Fclose, "opening");
}

bool has(hid_t group, const std::string& name) {
  return check(H5Lexists(group, name.c_str(), H5P_DEFAULT), "looking for a link") > 0;
}

bool is_real(hid_t group, const std::string& name) {
  const Handle dataset(H5Dopen2(group, name.c_str(), H5P_DEFAULT), H5Dclose, name.c_str());
  const Handle stored(H5Dget_type(dataset), H5Tclose, "type");
  return H5Tget_class(stored) == H5T_FLOAT;
}

std::string get_text_of(hid_t group, const std::string& name, const std::string& attribute) {
  const Handle object(H5Gopen2(group, name.c_str(), H5P_DEFAULT), H5Gclose, name.c_str());
  return get_text(object, attribute);
}

std::string get_text(hid_t object, const std::string& name) {
  const Handle attribute = open_attribute(object, name);
  const Handle stored(H5Aget_type(attribute), H5Tclose, "attribute type");
  require_class(stored, H5T_STRING, name);
  if (is_variable(stored)) {
    const Handle type = text_type(stored, true, 0);
    char* text = nullptr;
    check(H5Aread(attribute, type, static_cast<void*>(&text)), name.c_str());
    std::string copy = text == nullptr ? "" : text;
    H5free_memory(text);
    return copy;
  }
  const std::size_t size = H5Tget_size(stored);
  if (size == 0 || size > most_values) throw Failure(name + " is too large");
  const Handle type = text_type(stored, false, size);
  std::string text(size, '\0');
  check(H5Aread(attribute, type, text.data()), name.c_str());
  return up_to_null(text.data(), size);
}

std::uint64_t get_integer(hid_t object, const std::string& name) {
  const Handle attribute = open_attribute(object, name);
  const Handle stored(H5Aget_type(attribute), H5Tclose, "attribute type");
  require_class(stored, H5T_INTEGER, name);
  std::uint64_t value = 0;
  check(H5Aread(attribute, H5T_NATIVE_UINT64, &value), name.c_str());
  return value;
}

std::optional<std::uint64_t> find_integer(hid_t group, const std::string& name,
                                          const std::string& attribute) {
  const Handle dataset(H5Dopen2(group, name.c_str(), H5P_DEFAULT), H5Dclose, name.c_str());
  if (check(H5Aexists(dataset, attribute.c_str()), attribute.c_str()) == 0) return std::nullopt;
  return get_integer(dataset, attribute);
}

std::vector<std::uint64_t> get_integers(hid_t object, const std::string& name) {
  const Handle attribute = open_list(object, name);
  const Handle stored(H5Aget_type(attribute), H5Tclose, "attribute type");
  require_class(stored, H5T_INTEGER, name);
  const Handle space(H5Aget_space(attribute), H5Sclose, "data space");
  std::vector<std::uint64_t> values(points_of(space));
  if (!values.empty()) check(H5Aread(attribute, H5T_NATIVE_UINT64, values.data()), name.c_str());
  return values;
}

template <typename T>
std::vector<T> get_values(hid_t group, const std::string& name) {
  const Handle dataset(H5Dopen2(group, name.c_str(), H5P_DEFAULT), H5Dclose, name.c_str());
  const Handle stored(H5Dget_type(dataset), H5Tclose, "type");
  require_class(stored, std::same_as<T, double> ? H5T_FLOAT : H5T_INTEGER, name);
  const Handle space(H5Dget_space(dataset), H5Sclose, "data space");
  std::vector<T> values(points_of(space));
  if (!values.empty()) {
    check(H5Dread(dataset, memory_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
          name.c_str());
  }
  return values;
}

std::vector<std::string> get_texts(hid_t group, const std::string& name) {
  const Handle dataset(H5Dopen2(group, name.c_str(), H5P_DEFAULT), H5Dclose, name.c_str());
  const Handle stored(H5Dget_type(dataset), H5Tclose, "type");
  require_class(stored, H5T_STRING, name);
  if (!is_variable(stored)) throw Failure(name + " has a foreign type");
  const Handle type = text_type(stored, true, 0);
  const Handle space(H5Dget_space(dataset), H5Sclose, "data space");
  std::vector<char*> texts(points_of(space), nullptr);
  if (texts.empty()) return {};
  const herr_t status = H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data());
  std::vector<std::string> copies;
  for (const char* text : texts) copies.emplace_back(text == nullptr ? "" : text);
  H5Dvlen_reclaim(type, space, H5P_DEFAULT, texts.data());
  check(status, name.c_str());
  return copies;
}

template std::vector<double> get_values(hid_t, const std::string&);
template std::vector<std::int64_t> get_values(hid_t, const std::string&);
template std::vector<std::uint64_t> get_values(hid_t, const std::string&);

}  // namespace brink::hdf5
