// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "cuda/shape.hpp"
#include "host/result/results.hpp"
#include "host/theory/level_sums.hpp"
#include "host/theory/move_law.hpp"

namespace brink {

/// The moved fraction of a cell where a closed form for it exists (docs/theory.md,
/// "Exact curves"), from the law of the moves that its images need.
class ExactCurve {
 public:
  /// @param sums the laws of level sums that the cells of a file share
  ExactCurve(const ClassifierConfig& classifier, const CellClass& built, const Shape& shape,
             LevelSums& sums);

  /// Share of the class with cost <= cost_limit(radius, p, shape); NaN where no
  /// closed form exists or the class is empty.
  double moved_fraction(double p, double radius) const;

 private:
  /// What m moves cost.
  enum class Moves {
    pixels,         // m pixels, one step each
    steps,          // m steps, spread over the pixels: known at p = 1 and b = 1
    top_bits,       // m pixels, of unlike steps: known at p = 0 and b = 1
    steps_of_pixel  // m steps of one pixel
  };

  Shape shape_;
  Moves moves_ = Moves::pixels;
  std::shared_ptr<const MoveLaw> law_;
};

}  // namespace brink
