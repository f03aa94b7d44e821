// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/norm.hpp"
#include "cuda/shape.hpp"

namespace brink {

/// The largest possible cost as a double. It is exact where it is far below 2^53.
/// @param pixels that may have to change: N, or 1 for classes of one pixel
double largest_cost(Norm norm, Shape shape, std::uint64_t pixels);

/// A cost that almost no random image exceeds, where a sum of levels decides about the class. The
/// steps are spread evenly over all pixels, with at least one level for each pixel that moves.
double typical_cost(Norm norm, Shape shape);

}  // namespace brink
