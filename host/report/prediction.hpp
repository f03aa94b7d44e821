// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/shape.hpp"
#include "host/theory/bounds.hpp"
#include "host/theory/move_law.hpp"

namespace brink {

/// The least number of moves within which at least half of the class leaves.
/// @param law of a class that is not empty
double median_moves(const MoveLaw& law);

/// The distance out of `brightness` of an image that needs `steps` steps, at any p, if N/q of its
/// pixels stand at each level (docs/theory.md, "S3"). For p >= 1 every pixel moves as evenly as its
/// level allows; for p < 1 the brightest go to 0 first. The distance is in intensity, or in pixels
/// for p = 0.
double brightness_distance(const Shape& shape, double p, double steps);

/// The least radius within which every class of the bound's coverage loses at
/// least 1 - `robust` of its images; infinity where nothing is known.
/// In intensity; whole pixels for p = 0.
double radius_to_leave(const MovedFractionBound& bound, const Shape& shape, double p,
                       double robust);

}  // namespace brink
