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

/// With fewer pixels than one for this many levels, sorting the levels that occur is quicker than
/// clearing and searching all levels.
inline constexpr std::uint32_t present_one_in = 16;

/// The regimes of the p of a run.
Regimes regimes_of(const std::vector<CostRule>& rules);

/// Windows that contain both.
LevelWindows united(const LevelWindows& a, const LevelWindows& b);

/// How many levels are in the windows. Levels in two windows count twice.
std::uint32_t levels_in(const LevelWindows& windows, std::uint32_t levels);

/// The same windows, or all levels where the low and the high window meet.
LevelWindows closed(const LevelWindows& windows, std::uint32_t levels);

/// How many of an image's first pixels it is enough to count (LevelCounts::partial). That is
/// possible where each window is one level that many more pixels hold than any solver asks for.
/// Returns nothing where the whole image must be counted.
std::optional<std::uint64_t> counted_part(Shape shape, const LevelWindows& windows);
/// The same where only `counting` pixels, spread evenly over the image, count.
std::optional<std::uint64_t> counted_part(Shape shape, const LevelWindows& windows,
                                          std::uint64_t counting);

/// A shape of about as many pixels as count: windows must be as wide as those of a smaller image.
Shape shape_of_counting(Shape shape, std::uint64_t counting);

}  // namespace brink
