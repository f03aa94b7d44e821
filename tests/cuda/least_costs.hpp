// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <vector>

#include "tests/cuda/cost_rules.hpp"
#include "tests/cuda/pixels.hpp"

namespace brink {

/// The least cost of a gain of at least g, for g in 0..reach, over all choices of steps for every
/// pixel. This is a knapsack problem, solved by recursion over the pixels.
inline std::vector<Quad> least_costs(const std::vector<Pixel>& pixels, double p) {
  const Quad impossible = std::numeric_limits<double>::infinity();
  std::vector<Quad> least(reach_of(pixels) + 1, impossible);
  least[0] = 0;
  std::size_t reached = 0;
  for (const Pixel& pixel : pixels) {
    std::vector<Quad> next(least.size(), impossible);
    for (std::uint32_t steps = 0; steps <= pixel.cap; ++steps) {
      const Quad cost = pixel_cost(p, steps);
      const std::size_t gain = std::size_t{pixel.weight} * steps;
      for (std::size_t g = 0; g <= reached; ++g) {
        const Quad total = std::isinf(p) ? std::max(least[g], cost) : Quad(least[g] + cost);
        if (total < next[g + gain]) next[g + gain] = total;
      }
    }
    reached += std::size_t{pixel.weight} * pixel.cap;
    least.swap(next);
  }
  for (std::size_t g = least.size() - 1; g-- > 0;) least[g] = std::min(least[g], least[g + 1]);
  return least;
}

}  // namespace brink
