// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace brink {

/// What is known of a file of images (docs/spec/config.md#images-from-a-file). A config keeps it,
/// so that whoever reads the config again need not have the file.
struct ImageFacts {
  std::string path;             ///< absolute; for HDF5 followed by ":/" and the path of the dataset
  std::string sha256;           ///< of the whole file, 64 hexadecimal digits
  std::uint64_t count = 0;      ///< images
  std::uint32_t channels = 1;   ///< h
  std::uint32_t side = 1;       ///< n
  std::uint32_t type_bits = 8;  ///< of the file's type: 8 or 16
  std::uint32_t largest = 0;    ///< the largest level that occurs

  bool operator==(const ImageFacts&) const = default;
};

/// A file of images that is read.
struct ImageFile {
  ImageFacts facts;
  std::vector<std::uint16_t> levels;  ///< [image][channel][row][column]
};

/// A file of images that cannot be used: what is wrong, and what would be accepted.
struct ImageFileError : std::runtime_error {
  ImageFileError(const std::string& what, std::string accepted_instead)
      : std::runtime_error(what), accepted(std::move(accepted_instead)) {}
  std::string accepted;
};

/// Reads a NumPy file (`.npy`), or a dataset of an HDF5 file (`FILE:/DATASET`), of unsigned
/// integers of 8 or 16 bits and of the shape (count, n, n) or (count, h, n, n). The file is read
/// once, so what is returned is all of one file even if somebody replaces it meanwhile.
///
/// @throw ImageFileError in all other cases
ImageFile read_images(const std::string& path);

}  // namespace brink
