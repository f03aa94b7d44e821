// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "host/theory/score_tail.hpp"

namespace brink {

/// A reduced score of pixels of `bits` bits; `weights` ascend without common factor.
inline ReducedScore reduced(std::uint32_t bits, std::vector<WeightCount> weights) {
  ReducedScore score;
  score.bits = bits;
  score.levels = 1u << bits;
  score.weights = std::move(weights);
  for (const WeightCount& e : score.weights) {
    score.pixels += e.count;
    score.largest += static_cast<std::int64_t>(e.weight * e.count * (score.levels - 1));
  }
  return score;
}

}  // namespace brink
