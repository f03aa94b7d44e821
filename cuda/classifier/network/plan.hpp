// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/classifier/network/design.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink {

/// What `network` derives once for a shape: its weights, and a half-space that every
/// image near enough to x is on the same side of. A step on a pixel of class c changes
/// the score by at most 2 * unit * weight[c], and every cap is q - 1.
struct NetworkPlan {
  NetworkView view;
  WeightedCounts half_steps;
  std::uint64_t unit = 1;  ///< what the weights were divided by, rounding up
};

}  // namespace brink
