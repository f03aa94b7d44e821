// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/shape.hpp"

namespace brink {

/// The largest costs of images of which only the height is known (docs/theory.md#tails). Costs are
/// numbers, at p.

/// Of `steps` >= 1 equal steps down, among `pixels` levels whose sum is `sum`: for p < 1 the levels
/// are as even as possible, else as few pixels as possible have all of them.
double most_of_steps(Shape shape, std::uint64_t pixels, std::uint64_t sum, std::uint64_t steps,
                     double p);

/// Of bringing `flips` >= 1 of `upper` pixels below the middle: all of them have the highest level.
double most_of_flips(Shape shape, std::uint64_t upper, std::uint64_t flips, double p);

/// Of `pixels` steps of one pixel each, which is what they cost.
double cost_of_pixels(Shape shape, std::uint64_t pixels, double p);

}  // namespace brink
