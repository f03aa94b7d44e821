// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "cuda/shape.hpp"

namespace brink {

/// The cost of moving one pixel by `steps` (docs/spec/model.md#costs).
inline double move_cost(double p, std::uint32_t steps) {
  if (steps == 0) return 0;
  if (p == 0) return 1;
  return std::isinf(p) ? steps : std::pow(steps, p);
}

/// The cost of leaving any class of a tiny space, from its definition: the least cost to any
/// image outside, and 0 for images outside. Image x of the q^N has level (x >> b i) & (q-1) at
/// pixel i. The function works pixel by pixel: after pixel i it has the least cost if only the
/// first i+1 pixels may move, which is the sum (at p = inf the largest) of the costs of each. It
/// uses no solver.
inline std::vector<double> distance_transform(const Shape& shape, const std::vector<bool>& inside,
                                              double p) {
  constexpr double never = std::numeric_limits<double>::infinity();
  std::vector<double> price(shape.levels());
  for (std::uint32_t steps = 0; steps < shape.levels(); ++steps) price[steps] = move_cost(p, steps);
  std::vector<double> cost(inside.size()), moved(inside.size());
  for (std::size_t x = 0; x < inside.size(); ++x) cost[x] = inside[x] ? never : 0;
  for (std::uint64_t pixel = 0; pixel < shape.pixels(); ++pixel) {
    const std::size_t apart = std::size_t{1} << (shape.b * pixel);  // distance between neighbours
                                                                    // in this pixel
    moved = cost;
    for (std::size_t block = 0; block < cost.size(); block += apart * shape.levels()) {
      for (std::uint32_t from = 0; from < shape.levels(); ++from) {
        for (std::uint32_t to = 0; to < shape.levels(); ++to) {
          const double step = price[to > from ? to - from : from - to];
          const double* const there = cost.data() + block + to * apart;
          double* const here = moved.data() + block + from * apart;
          for (std::size_t i = 0; i < apart; ++i) {
            const double reached = std::isinf(p) ? std::max(step, there[i]) : step + there[i];
            here[i] = std::min(here[i], reached);
          }
        }
      }
    }
    cost.swap(moved);
  }
  return cost;
}

}  // namespace brink
