// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "host/images/raw_images.hpp"

namespace brink {

/// Reads a dataset of unsigned integers of 8 or 16 bits from the bytes of an HDF5 file. Links and
/// datasets whose contents lie in other files are refused, as their SHA-256 would not be known.
///
/// @throw ImageFileError where there is no such dataset
RawImages read_hdf5(std::span<std::byte> bytes, const std::string& dataset);

}  // namespace brink
