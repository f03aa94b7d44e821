// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cuda/image_source.hpp"
#include "host/witness/image_class.hpp"

namespace brink {

/// The levels of one image, the same that a run classifies.
///
/// @param levels room for all its pixels
void draw_levels(const ImageSource& source, std::uint64_t image, LevelsOut levels);

}  // namespace brink
