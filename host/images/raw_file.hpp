// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host/images/raw_array.hpp"

namespace brink {

/// A file with one array of numbers, read once.
template <class Value>
struct RawFile {
  std::string path;    ///< absolute; for HDF5 followed by ":/" and the path of the dataset
  std::string sha256;  ///< of the whole file
  RawArray<Value> array;
};

/// Reads a NumPy file (`.npy`), or a dataset of an HDF5 file (`FILE:/DATASET`).
///
/// @throw ImageFileError where it cannot be used
template <class Value>
RawFile<Value> read_raw(const std::string& path);

}  // namespace brink
