// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/classifier/network/design.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink {

/// The most bounds on steps that are kept apart. They suffice for all bounds of one channel and
/// three layers, and need 16 MiB of counts at b = 16.
inline constexpr std::uint32_t most_network_bounds = 64;

/// What `network` derives once for a shape: its weights, and a half-space that has every image
/// near enough to x on the same side. A step on a pixel of class c changes the score by at most 2
/// * unit * weight[c], and every cap is q - 1.
struct NetworkPlan {
  NetworkView view;
  WeightedCounts half_steps;
  std::uint64_t unit = 1;  ///< what the weights were divided by, rounding up
};

}  // namespace brink
