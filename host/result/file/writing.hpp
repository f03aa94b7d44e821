// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host/hdf5/write.hpp"
#include "host/result/results.hpp"

namespace brink {

/// The bytes of the result file (docs/spec/file_format.md#result-file). HDF5 is not safe from
/// several threads: one call at a time, of this and of everything else in this folder.
///
/// @throw Error(Exit::failed) where HDF5 refuses, without the file's path
hdf5::FileImage result_image(const Results& results);

/// Writes the result file. A file of that name is replaced whole or, on any
/// error, not at all; its folder is created where it is missing.
///
/// @throw Error(Exit::failed): one line with the path and the reason
void write_results(const Results& results, const std::string& path);

}  // namespace brink
