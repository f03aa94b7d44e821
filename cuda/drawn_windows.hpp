// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/shape.hpp"

namespace brink {

/// Windows of the sampler `counts` (docs/spec/random_streams.md#windows). They are part of the
/// contract, because what is drawn depends on them. So they are integers that depend on nothing
/// but the shape and the number N of pixels, and not on the p of a run.

/// The least power of two E with E^2 N >= q^2, at most q: both ends of the levels need so many.
BRINK_HD constexpr std::uint32_t drawn_end(Shape shape, std::uint64_t pixels) {
  const std::uint64_t square = std::uint64_t{shape.levels()} * shape.levels();
  std::uint32_t end = 1;
  while (end < shape.levels() && std::uint64_t{end} * end * pixels < square) end *= 2;
  return end;
}

/// The lowest and the highest `end` levels, or all levels where these meet.
BRINK_HD constexpr LevelWindows drawn_ends(Shape shape, std::uint32_t end) {
  if (end >= shape.levels() / 2) return LevelWindows::all(shape.levels());
  return {end, 0, 0, shape.levels() - end};
}

/// `below` levels below q/2 and `above` levels from there on, each at most q/2.
BRINK_HD constexpr LevelWindows drawn_middle(Shape shape, std::uint32_t below,
                                             std::uint32_t above) {
  const std::uint32_t half = shape.levels() / 2;
  return {0, half - (below < half ? below : half), half + (above < half ? above : half),
          shape.levels()};
}

/// No level at all.
BRINK_HD constexpr LevelWindows drawn_nowhere(Shape shape) { return {0, 0, 0, shape.levels()}; }

}  // namespace brink
