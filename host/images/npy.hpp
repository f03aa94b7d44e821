// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "host/images/raw_images.hpp"

namespace brink {

/// Reads the bytes of a NumPy file of unsigned integers of 8 or 16 bits, in C or Fortran order and
/// either byte order (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html,
/// versions 1 to 3).
///
/// @throw ImageFileError where they are something else
RawImages read_npy(std::span<const std::byte> bytes);

}  // namespace brink
