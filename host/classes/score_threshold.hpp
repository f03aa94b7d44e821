// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "host/classes/host_class.hpp"
#include "host/theory/score_law.hpp"

namespace brink {

/// The class {sum of |w| (2 x - (levels-1)) > T} of the wanted coverage, over independent uniform
/// x in 0..levels-1. `weights` says how many x have each |w|.
BuiltClass built_by_score(double coverage, std::uint32_t levels, std::vector<WeightCount> weights);

/// The same class with N weights of 1.
BuiltClass built_by_sum(double coverage, std::uint32_t levels, std::uint64_t pixels);

}  // namespace brink
