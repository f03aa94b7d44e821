// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <optional>
#include <vector>

#include "cuda/weighted_counts.hpp"
#include "host/cpu/evaluate.hpp"

namespace brink {

/// The cheapest windows with which the solvers answer every one of `rules` for all but about one
/// image in 10^4 of a half-space. Returns nothing where counting every pair is as cheap. What a
/// random image needs is known beforehand: its gain exceeds half of the largest gain by z
/// sqrt(sum w^2 (q^2-1)/12), where z is a standard normal, and its caps are uniform.
std::optional<WeightedWindows> weighted_windows(const CellJob& job,
                                                const std::vector<CostRule>& rules);

}  // namespace brink
