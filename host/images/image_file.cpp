// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/images/image_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "cuda/shape.hpp"
#include "host/disk/trial.hpp"
#include "host/images/hdf5_images.hpp"
#include "host/images/npy.hpp"
#include "host/images/raw_images.hpp"
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
    throw ImageFileError(there ? "is not a regular file" : "there is no such file",
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

/// Checks that the shape is one of images, and says which.
void set_shape(const std::vector<std::uint64_t>& shape, ImageFacts& facts) {
  constexpr const char* accepted = "the shape (count, n, n) or (count, h, n, n)";
  const std::string found = fmt::format("the shape ({})", fmt::join(shape, ", "));
  const std::size_t sides = shape.size();
  if (sides != 3 && sides != 4) throw ImageFileError(found + " is not that of images", accepted);
  const std::uint64_t channels = sides == 4 ? shape[1] : 1;
  const std::uint64_t rows = shape[sides - 2], columns = shape[sides - 1];
  if (sides == 4 && rows != columns && shape[1] == rows && columns <= max_channels) {
    throw ImageFileError(found + " has the colour last",
                         "(count, h, n, n), as numpy.moveaxis(images, -1, 1) gives it");
  }
  if (rows != columns) throw ImageFileError(found + " is not that of square images", accepted);
  if (shape[0] == 0) throw ImageFileError(found + " holds no image", "one image or more");
  if (rows < 1 || rows > max_side) {
    throw ImageFileError(fmt::format("images of side {}", rows),
                         fmt::format("sides 1 to {}", max_side));
  }
  if (channels < 1 || channels > max_channels) {
    throw ImageFileError(fmt::format("{} has {} channels", found, channels),
                         fmt::format("1 to {} channels", max_channels));
  }
  facts.count = shape[0];
  facts.channels = static_cast<std::uint32_t>(channels);
  facts.side = static_cast<std::uint32_t>(rows);
}

/// A damaged file may crash HDF5's library, so a child process reads it first.
RawImages hdf5_images(std::vector<std::byte>& bytes, const std::string& dataset) {
  const std::string died = try_in_child(bytes.size(), [&] {
    try {
      read_hdf5(bytes, dataset);
    } catch (const ImageFileError&) {
      return;  // the parent will meet it, too
    }
  });
  if (!died.empty()) throw ImageFileError("is damaged: " + died, "an HDF5 file that is whole");
  return read_hdf5(bytes, dataset);
}

}  // namespace

ImageFile read_images(const std::string& path) {
  const Place place = place_of(path);
  std::vector<std::byte> bytes = bytes_of(place.file);
  ImageFile file;
  file.facts.path = fs::absolute(place.file).lexically_normal().string();
  if (!place.dataset.empty()) file.facts.path += ":" + place.dataset;
  file.facts.sha256 = sha256(bytes);
  RawImages raw = place.dataset.empty() ? read_npy(bytes) : hdf5_images(bytes, place.dataset);
  set_shape(raw.shape, file.facts);
  file.facts.type_bits = raw.bits;
  file.levels = std::move(raw.values);
  file.facts.largest = *std::max_element(file.levels.begin(), file.levels.end());
  return file;
}

}  // namespace brink
