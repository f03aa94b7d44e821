// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace brink {

/// What is known of a file of integers that defines a class
/// (docs/spec/config.md#classes-from-a-file). A config keeps it, so that whoever reads the config
/// again need not have the file. Without a file, all is empty.
struct ArrayFacts {
  std::string path;                  ///< absolute; for HDF5 followed by ":/" and the dataset
  std::string sha256;                ///< of the whole file, 64 hexadecimal digits
  std::vector<std::uint64_t> shape;  ///< sides of the array
  std::int64_t smallest = 0, largest = 0;

  bool operator==(const ArrayFacts&) const = default;
};

/// A file of integers that is read.
struct ArrayFile {
  ArrayFacts facts;
  std::vector<std::int32_t> values;  ///< row-major
};

/// Reads a NumPy file, or a dataset of an HDF5 file, as read_images does, of integers of any size.
/// What 32 bits do not hold becomes the nearest that they hold.
///
/// @throw ImageFileError where it cannot
ArrayFile read_array(const std::string& path);

}  // namespace brink
