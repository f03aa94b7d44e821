// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "cuda/shape.hpp"

namespace brink {

/// What is known of a class's coverage v = |C|/q^N.
struct BoundCoverage {
  std::optional<double> exact;  ///< v itself, where known
  double measured_lower;        ///< lower end of its confidence interval
};

/// The part of any class of coverage v <= 1/2 that perturbations up to a radius
/// certainly move (spec, section 4). Builds the law of the pixel sum once per
/// shape; calls are cheap and safe from several threads.
class MovedFractionBound {
 public:
  MovedFractionBound(const Shape& shape, const BoundCoverage& coverage);

  /// A lower bound, in [0, 1], on the moved fraction at `radius`.
  /// @param p      >= 0, may be infinity
  /// @param radius in intensity, >= 0, may be infinity
  double operator()(double p, double radius) const;

 private:
  class Impl;
  std::shared_ptr<const Impl> impl_;
};

/// MovedFractionBound for one radius. Each thread keeps the bound it used last, so
/// that loops over p and radius inside a cell build nothing twice.
double moved_fraction_bound(const Shape& shape, double p, double radius,
                            const BoundCoverage& coverage);

}  // namespace brink
