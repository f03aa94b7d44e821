// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/classes/sum_height.hpp"

#include <numeric>
#include <utility>

#include "cuda/classifier/cell_plan.hpp"
#include "host/classes/worst_image.hpp"

namespace brink {

HeightLaw sum_height(std::uint32_t bits_of_level, std::vector<WeightCount> weights,
                     std::int64_t threshold) {
  HeightLaw law;
  const std::int64_t top = (std::int64_t{1} << bits_of_level) - 1;
  std::int64_t factor = 0;
  for (const auto& [weight, count] : weights) {
    law.largest += top * static_cast<std::int64_t>(weight * count);
    factor = std::gcd(factor, static_cast<std::int64_t>(weight));
    for (std::uint32_t k = bits_of_level; k-- > 0;) {
      law.bits.push_back({std::uint64_t{weight} << k, count, 1});
    }
  }
  // 2 height - largest > T; T is at least 0.
  law.edge = (law.largest + threshold) / 2 + 1;
  if (factor == 0) return law;
  for (WeightCount& one : weights) one.weight /= static_cast<std::uint32_t>(factor);
  const auto sum =
      std::make_shared<const LevelSum>(std::move(weights), std::uint32_t{1} << bits_of_level);
  // P(height >= y) = P(height <= largest - y), by symmetry.
  law.log_at_least = [sum, factor, largest = law.largest](std::int64_t y) {
    return y > largest ? sum->log_at_most(-1) : sum->log_at_most((largest - y) / factor);
  };
  return law;
}

double most_of_sum(Shape shape, std::uint64_t pixels, std::uint32_t weight, std::int64_t threshold,
                   std::int64_t height, double p) {
  const auto sum = static_cast<std::uint64_t>(height) / weight;
  const auto reached = static_cast<std::int64_t>(2 * sum * weight);
  const auto all = static_cast<std::int64_t>(pixels * weight * shape.top_level());
  if (reached - all <= threshold) return 0;  // no such image is in the class
  const std::uint64_t steps = (steps_to(reached - all, threshold) + weight - 1) / weight;
  return most_of_steps(shape, pixels, sum, steps, p);
}

}  // namespace brink
