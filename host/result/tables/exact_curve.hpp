// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "cuda/shape.hpp"
#include "host/classes/host_class.hpp"
#include "host/core/cell_class.hpp"
#include "host/theory/level_sums.hpp"

namespace brink {

/// The moved fraction of a cell where a closed form for it exists (docs/theory.md, "Exact curves").
/// It follows from the law of the moves that the images need.
class ExactCurve {
 public:
  /// @param sums the laws of level sums that the cells of a file share
  ExactCurve(const ClassifierConfig& classifier, const CellClass& built, const Shape& shape,
             LevelSums& sums);

  /// Share of the class with cost <= cost_limit(radius, p, shape); NaN where no
  /// closed form exists or the class is empty.
  double moved_fraction(double p, double radius) const;
  /// The rest of the class, as accurate where that is tiny.
  double robust_fraction(double p, double radius) const;

 private:
  /// The number of moves within a radius, where the class has a law of them.
  std::optional<double> moves_within(double p, double radius) const;

  Shape shape_;
  ExactMoves moves_;
};

}  // namespace brink
