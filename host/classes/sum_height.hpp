// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "cuda/shape.hpp"
#include "host/theory/height_law.hpp"
#include "host/theory/level_sum.hpp"
#include "host/theory/score_law.hpp"

namespace brink {

/// The law of the height sum of |w| cap of a half-space {2 height - largest > T}.
///
/// @param bits_of_level how many bits a level has; the top bits alone are levels of one bit
/// @param weights [class] ascending and distinct, from 1 to 1023
HeightLaw sum_height(std::uint32_t bits_of_level, std::vector<WeightCount> weights,
                     std::int64_t threshold);

/// The largest cost at p of an image of height up to `height`, where all weights are `weight`.
double most_of_sum(Shape shape, std::uint64_t pixels, std::uint32_t weight, std::int64_t threshold,
                   std::int64_t height, double p);

}  // namespace brink
