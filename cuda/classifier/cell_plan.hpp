// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

#include "cuda/classifier/prototypes.hpp"
#include "cuda/hd.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/shape.hpp"

namespace brink {

/// A class at one shape, as the arithmetic needs it.
struct CellPlan {
  Shape shape;
  std::int64_t threshold = 0;  ///< T; rho for hamming_ball
  std::uint64_t pixel = 0;     ///< dictator: j
  std::uint64_t seed = 1;      ///< of the classifier, for classes that draw as they judge
  Prototypes prototypes;       ///< voronoi
};

/// Which counts of an image a class is a function of.
enum class Statistic {
  levels,              ///< LevelCounts of the levels
  caps,                ///< of a half-space: LevelCounts of the caps where every
                       ///< nonzero |w| is 1, else WeightedCounts
  centre_differences,  ///< LevelCounts of levels XOR centre: 0 where they agree
  one_pixel,           ///< the level of one pixel
  image                ///< every level in pixel order; see cuda/classifier/whole_image.hpp
};

/// The distribution that fixes the least threshold for a wanted coverage.
enum class ThresholdLaw {
  weighted_levels,  ///< of sum w_i (2 x_i - (q-1))
  upper_half,       ///< of 2 #{x_i >= q/2} - N
  differing,        ///< of #{x_i != centre_i}
  none,             ///< the class is exactly half and takes no coverage
  unknown           ///< no threshold, and a share that only counting tells
};

/// Steps that bring a score s down to T at two a step: ceil((s - T)/2).
BRINK_HD constexpr std::uint64_t steps_to(std::int64_t score, std::int64_t threshold) {
  return static_cast<std::uint64_t>((score - threshold + 1) / 2);
}

/// The regimes of p a run asks about: they decide which levels matter.
struct Regimes {
  bool below_one = false;  ///< some p < 1: the largest caps
  bool above_one = false;  ///< some p > 1 or inf: the smallest caps
};

/// Levels that reach the threshold of a random image's score at all but about one
/// image in 10^5: its excess is sqrt(N) q / sqrt(12) times a standard normal z,
/// halved by steps_to, so 0.29 z q / sqrt(N) <= 1.3 q / sqrt(N) levels at either
/// end hold what z = 4.5 needs; a little more covers their own fluctuation.
BRINK_HD inline std::uint32_t end_levels(Shape shape, double per_root_pixel) {
  const double levels = per_root_pixel * shape.levels() / sqrt(static_cast<double>(shape.pixels()));
  return levels + 1 < shape.levels() ? static_cast<std::uint32_t>(levels) + 1 : shape.levels();
}

/// The windows of a class whose steps all gain the same; see EqualSteps. For p >= 1
/// the sum alone shows that one round is enough while the steps, 0.29 z q sqrt(N)
/// of them, are at most the N/2 pixels that surely can move: sqrt(N) >= 2 q at
/// z = 3.5.
BRINK_HD inline LevelWindows equal_step_windows(Shape shape, Regimes regimes) {
  constexpr double reserve = 1.5;  // above the 1.3 of end_levels
  constexpr double one_round = 2;
  const std::uint32_t ends = end_levels(shape, reserve);
  const double root = sqrt(static_cast<double>(shape.pixels()));
  LevelWindows windows{0, 0, 0, shape.levels()};
  if (regimes.above_one && root < one_round * shape.levels()) windows.low = ends;
  if (regimes.below_one) windows.high = shape.levels() - ends;
  return windows;
}

}  // namespace brink
