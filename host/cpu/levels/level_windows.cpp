// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/levels/level_windows.hpp"

#include <algorithm>
#include <cmath>

namespace brink {

Regimes regimes_of(const std::vector<CostRule>& rules) {
  Regimes regimes;
  for (const CostRule& rule : rules) {
    if (rule.norm.p < 1) regimes.below_one = true;
    if (rule.norm.p > 1) regimes.above_one = true;
  }
  return regimes;
}

LevelWindows united(const LevelWindows& a, const LevelWindows& b) {
  LevelWindows both{std::max(a.low, b.low), a.middle_begin, a.middle_end, std::min(a.high, b.high)};
  if (b.middle_end > b.middle_begin) {
    const bool only = a.middle_end == a.middle_begin;
    both.middle_begin = only ? b.middle_begin : std::min(a.middle_begin, b.middle_begin);
    both.middle_end = std::max(a.middle_end, b.middle_end);
  }
  return both;
}

std::uint32_t levels_in(const LevelWindows& windows, std::uint32_t levels) {
  return windows.low + (windows.middle_end - windows.middle_begin) + (levels - windows.high);
}

LevelWindows closed(const LevelWindows& windows, std::uint32_t levels) {
  return windows.low + (levels - windows.high) >= levels ? LevelWindows::all(levels) : windows;
}

/// At 3.5 standard deviations, solvers ask for at most 1.01 sqrt(N) pixels at the top level and
/// 1.75 sqrt(N) at q/2, out of the N/q pixels that have each of these levels.
std::optional<std::uint64_t> counted_part(Shape shape, const LevelWindows& windows) {
  return counted_part(shape, windows, shape.pixels());
}

std::optional<std::uint64_t> counted_part(Shape shape, const LevelWindows& windows,
                                          std::uint64_t counting) {
  constexpr double top_pixels = 1.15;
  constexpr double middle_pixels = 1.95;
  const bool top = windows.high == shape.top_level();
  const bool middle = windows.middle_end == windows.middle_begin + 1;
  const bool others = windows.low > 0 || windows.high < shape.top_level() ||
                      windows.middle_end > windows.middle_begin + 1;
  if (others || (!top && !middle)) return std::nullopt;
  const auto count = static_cast<double>(counting);
  const double wanted = (middle ? middle_pixels : top_pixels) * shape.levels() * std::sqrt(count);
  const double pixels = wanted * (static_cast<double>(shape.pixels()) / count);
  if (pixels >= static_cast<double>(shape.pixels())) return std::nullopt;
  return static_cast<std::uint64_t>(pixels);
}

Shape shape_of_counting(Shape shape, std::uint64_t counting) {
  if (counting == shape.pixels()) return shape;
  const auto side = static_cast<std::uint32_t>(std::sqrt(static_cast<double>(counting)));
  return {std::max(1u, side), 1, shape.b};
}

}  // namespace brink
