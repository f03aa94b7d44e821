// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cuda/shape.hpp"

namespace brink {

/// The perturbation size d of a cost S at p (docs/spec/model.md#distances), in intensity; for
/// p = 0 the number of pixels.
///
/// @param p >= 0, may be infinity
double distance_of_cost(double cost, double p, const Shape& shape);

/// The largest distance between two images of a shape: N^(1/max(p,1)), and 1 for p = infinity.
double largest_distance(double p, const Shape& shape);

}  // namespace brink
