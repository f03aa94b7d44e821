// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cuda/shape.hpp"

namespace brink {

/// Images of one shape, packed as the words of drawn images are: Shape::blocks() Philox blocks an
/// image, whose bits that belong to no pixel are 0.
struct StoredImages {
  std::string sha256;                ///< of the file that they come from
  std::vector<std::uint32_t> words;  ///< [image][word]
};

/// Packs levels of `bits` bits into `shape`, which keeps the top shape.b of them.
///
/// @param levels [image][pixel]
std::vector<std::uint32_t> packed_images(std::span<const std::uint16_t> levels, std::uint32_t bits,
                                         const Shape& shape);

}  // namespace brink
