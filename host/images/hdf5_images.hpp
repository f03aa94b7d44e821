// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "host/images/raw_array.hpp"

namespace brink {

/// Reads a dataset of integers, as RawArray accepts them, from the bytes of an HDF5 file. Links and
/// datasets whose contents lie in other files are refused, as their SHA-256 would not be known.
///
/// @throw ImageFileError where there is no such dataset
template <class Value>
RawArray<Value> read_hdf5(std::span<std::byte> bytes, const std::string& dataset);

}  // namespace brink
