// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/costs.hpp"
#include "cuda/level_counts.hpp"

namespace brink {

/// With fewer pixels than one level in this many, sorting the levels that occur beats
/// clearing and searching all of them.
inline constexpr std::uint32_t present_one_in = 16;

/// The regimes that the p of a run fall in.
Regimes regimes_of(const std::vector<CostRule>& rules);

/// Windows that hold both.
LevelWindows united(const LevelWindows& a, const LevelWindows& b);

/// How many levels are in the windows, those in two of them twice.
std::uint32_t levels_in(const LevelWindows& windows, std::uint32_t levels);

/// The same windows, or all levels where the lower and the upper one meet.
LevelWindows closed(const LevelWindows& windows, std::uint32_t levels);

/// How many of an image's first pixels are enough to count in (LevelCounts::partial), where
/// each window is one level that many more pixels hold than any solver asks for; none where
/// the whole image has to be counted.
std::optional<std::uint64_t> counted_part(Shape shape, const LevelWindows& windows);

}  // namespace brink
