// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "host/images/raw_array.hpp"

namespace brink {

/// Reads the bytes of a NumPy file of integers as RawArray accepts them, in C or Fortran order and
/// either byte order (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html,
/// versions 1 to 3).
///
/// @throw ImageFileError where they are something else
template <class Value>
RawArray<Value> read_npy(std::span<const std::byte> bytes);

}  // namespace brink
