// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/images/raw_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "host/disk/trial.hpp"
#include "host/images/hdf5_images.hpp"
#include "host/images/image_file.hpp"
#include "host/images/npy.hpp"
#include "host/images/sha256.hpp"

namespace brink {
namespace {

namespace fs = std::filesystem;

/// Where a path names an HDF5 dataset: the file and the dataset, which begins with a slash.
struct Place {
  std::string file, dataset;
};

Place place_of(const std::string& path) {
  const std::size_t colon = path.find(":/");
  if (colon == std::string::npos) return {path, {}};
  return {path.substr(0, colon), path.substr(colon + 1)};
}

std::vector<std::byte> bytes_of(const std::string& path) {
  std::error_code unknown;
  if (!fs::is_regular_file(path, unknown)) {
    const bool there = fs::exists(path, unknown);
    throw ImageFileError(there ? "is not a regular file" : "does not exist",
                         "a .npy file, or HDF5_FILE:/DATASET");
  }
  std::ifstream stream(path, std::ios::binary);
  std::vector<std::byte> bytes(static_cast<std::size_t>(fs::file_size(path)));
  stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!stream) {
    throw ImageFileError(fmt::format("cannot be read: {}", std::strerror(errno)),
                         "a file that one may read, and that nobody writes meanwhile");
  }
  return bytes;
}

/// A damaged file may crash HDF5's library, so a child process reads it first.
template <class Value>
RawArray<Value> hdf5_array(std::vector<std::byte>& bytes, const std::string& dataset) {
  const std::string died = try_in_child(bytes.size(), [&] {
    try {
      read_hdf5<Value>(bytes, dataset);
    } catch (const ImageFileError&) {
      return;  // the parent will meet it, too
    }
  });
  if (!died.empty()) throw ImageFileError("is damaged: " + died, "an HDF5 file that is whole");
  return read_hdf5<Value>(bytes, dataset);
}

}  // namespace

template <class Value>
RawFile<Value> read_raw(const std::string& path) {
  const Place place = place_of(path);
  std::vector<std::byte> bytes = bytes_of(place.file);
  RawFile<Value> file;
  file.path = fs::absolute(place.file).lexically_normal().string();
  if (!place.dataset.empty()) file.path += ":" + place.dataset;
  file.sha256 = sha256(bytes);
  file.array =
      place.dataset.empty() ? read_npy<Value>(bytes) : hdf5_array<Value>(bytes, place.dataset);
  return file;
}

template RawFile<std::uint16_t> read_raw(const std::string&);
template RawFile<std::int32_t> read_raw(const std::string&);

}  // namespace brink
