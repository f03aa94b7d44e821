// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "cuda/image_source.hpp"

namespace brink {

/// The levels of one image, the same that a run classifies.
///
/// @param levels room for all its pixels
void draw_levels(const ImageSource& source, std::uint64_t image, std::span<std::uint16_t> levels);

/// Centre image `number` of a classifier (spec, section 2).
///
/// @param levels room for all its pixels
void draw_centre(const Shape& shape, std::uint64_t seed, std::uint64_t number,
                 std::span<std::uint16_t> levels);

}  // namespace brink
