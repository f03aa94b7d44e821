// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

#include "cuda/classifier/linear/half_spaces.hpp"
#include "cuda/classifier/network/plan.hpp"
#include "cuda/classifier/table/scores.hpp"
#include "cuda/classifier/voronoi/prototypes.hpp"
#include "cuda/hd.hpp"
#include "cuda/level_counts.hpp"
#include "cuda/shape.hpp"

namespace brink {

/// What the arithmetic needs to know of a class at one shape.
struct CellPlan {
  Shape shape;
  std::int64_t threshold = 0;  ///< T; for hamming_ball rho
  std::uint64_t pixel = 0;     ///< for dictator and corner: j
  std::uint64_t seed = 1;      ///< the classifier's, for classes that draw as they judge
  Prototypes prototypes;       ///< for voronoi
  NetworkPlan network;         ///< for network
  HalfSpaces half_spaces;      ///< for linear
  TableScores table;           ///< for table
};

/// In place of a proof, for classes of which nobody knows that they cover at most half.
inline constexpr const char* measured_proof = "none: the coverage is measured";

/// The counts of an image from which a class can be judged.
enum class Statistic {
  levels,              ///< LevelCounts of the levels; `wants_sum` tells whether the sum matters
  caps,                ///< of a half-space: LevelCounts of the caps where every nonzero |w| is 1,
                       ///< otherwise WeightedCounts
  centre_differences,  ///< LevelCounts of levels XOR centre: 0 where the two agree
  one_pixel,           ///< the level of one pixel
  two_pixels,          ///< LevelPair: the levels of a pixel and of the next one
  image                ///< every level in pixel order; see cuda/classifier/whole_image.hpp
};

/// How many pixels a class of `statistic` may have to change among the N of an image.
BRINK_HD constexpr std::uint64_t deciding_pixels(Statistic statistic, std::uint64_t pixels) {
  const std::uint64_t seen = statistic == Statistic::one_pixel    ? 1
                             : statistic == Statistic::two_pixels ? 2
                                                                  : pixels;
  return seen < pixels ? seen : pixels;
}

/// What a class of Statistic::two_pixels sees of an image. `second` is the level of the pixel
/// after the first one (after the last one comes pixel 0), and 0 in an image of one pixel.
struct LevelPair {
  std::uint32_t first = 0, second = 0;
};
BRINK_HD constexpr std::uint64_t second_pixel(const CellPlan& plan) {
  return plan.pixel + 1 < plan.shape.pixels() ? plan.pixel + 1 : 0;
}

/// What a class of Statistic::levels reads of an image besides the counts in its windows.
enum class LevelTotal { sum, upper_half };

/// Steps that bring a score s down to T at two a step: ceil((s - T)/2).
BRINK_HD constexpr std::uint64_t steps_to(std::int64_t score, std::int64_t threshold) {
  return static_cast<std::uint64_t>((score - threshold + 1) / 2);
}

/// The regimes of the p that a run asks about. They decide which levels matter.
struct Regimes {
  bool below_one = false;  ///< some p < 1: the largest caps
  bool above_one = false;  ///< some p > 1 or inf: the smallest caps
};

/// How many levels at either end are enough for all but about one random image in 10^5. steps_to
/// gives half of the score's excess over the threshold, which is sqrt(N) q / sqrt(12) times a
/// standard normal z. So 0.29 z q / sqrt(N) <= 1.3 q / sqrt(N) levels hold what z = 4.5 needs. A
/// few more cover the fluctuation of the levels themselves.
BRINK_HD inline std::uint32_t end_levels(Shape shape, double per_root_pixel) {
  const double levels = per_root_pixel * shape.levels() / sqrt(static_cast<double>(shape.pixels()));
  return levels + 1 < shape.levels() ? static_cast<std::uint32_t>(levels) + 1 : shape.levels();
}

/// The windows of a class whose steps all gain the same; see EqualSteps. For p >= 1 the sum alone
/// shows that one round is enough, as long as there are no more steps, 0.29 z q sqrt(N), than the
/// N/2 pixels that can surely move. At z = 3.5 that means sqrt(N) >= 2 q.
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
