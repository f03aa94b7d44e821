// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "cuda/image_source.hpp"

namespace brink {

/// Draws the levels of one image, exactly as a run classifies it.
///
/// @param levels room for all pixels of the image
void draw_levels(const ImageSource& source, std::uint64_t image, std::span<std::uint16_t> levels);

/// Draws centre image `number` of a classifier (docs/spec/random_streams.md#images).
///
/// @param levels room for all pixels of the image
void draw_centre(const Shape& shape, std::uint64_t seed, std::uint64_t number,
                 std::span<std::uint16_t> levels);

}  // namespace brink
