// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/images/image_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cuda/shape.hpp"
#include "host/images/raw_file.hpp"

namespace brink {
namespace {

/// Checks that the shape is one of images, and says which.
void set_shape(const std::vector<std::uint64_t>& shape, ImageFacts& facts) {
  constexpr const char* accepted = "the shape (count, n, n) or (count, h, n, n)";
  const std::string found = fmt::format("has the shape ({})", fmt::join(shape, ", "));
  const std::size_t sides = shape.size();
  if (sides != 3 && sides != 4)
    throw ImageFileError(found + ", which is not that of images", accepted);
  const std::uint64_t channels = sides == 4 ? shape[1] : 1;
  const std::uint64_t rows = shape[sides - 2], columns = shape[sides - 1];
  if (sides == 4 && rows != columns && shape[1] == rows && columns <= max_channels) {
    throw ImageFileError(found + ", with the colour last",
                         "(count, h, n, n), as numpy.moveaxis(images, -1, 1) gives it");
  }
  if (rows != columns)
    throw ImageFileError(found + ", which is not that of square images", accepted);
  if (shape[0] == 0) throw ImageFileError(found + ", without an image", "one image or more");
  if (rows < 1 || rows > max_side) {
    throw ImageFileError(fmt::format("has images of side {}", rows),
                         fmt::format("sides 1 to {}", max_side));
  }
  if (channels < 1 || channels > max_channels) {
    throw ImageFileError(fmt::format("{}, with {} channels", found, channels),
                         fmt::format("1 to {} channels", max_channels));
  }
  facts.count = shape[0];
  facts.channels = static_cast<std::uint32_t>(channels);
  facts.side = static_cast<std::uint32_t>(rows);
}

}  // namespace

ImageFile read_images(const std::string& path) {
  RawFile<std::uint16_t> raw = read_raw<std::uint16_t>(path);
  ImageFile file;
  file.facts.path = raw.path;
  file.facts.sha256 = raw.sha256;
  set_shape(raw.array.shape, file.facts);
  file.facts.type_bits = raw.array.bits;
  file.levels = std::move(raw.array.values);
  file.facts.largest = *std::max_element(file.levels.begin(), file.levels.end());
  return file;
}

}  // namespace brink
