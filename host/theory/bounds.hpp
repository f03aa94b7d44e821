// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "cuda/shape.hpp"
#include "host/theory/level_sum.hpp"

namespace brink {

/// Which inequality is the strongest at a point (docs/theory.md, "Bounds").
enum class BoundForm : std::int32_t {
  none = 0,                ///< nothing is claimed
  level_isoperimetry = 1,  ///< Bollobas and Leader's in the steps of d_1; Harper's at b = 1
  mcdiarmid = 2,           ///< bounded differences of the number of changed pixels
  whole_range = 3          ///< within the radius every image can become every other one
};

/// Their names, in the order of their values.
inline constexpr std::array<const char*, 4> bound_form_names = {"none", "level_isoperimetry",
                                                                "mcdiarmid", "whole_range"};

/// What is known of a class's coverage v = |C|/q^N.
struct BoundCoverage {
  std::optional<double> exact;  ///< v itself, where known
  double measured_lower;        ///< lower end of its confidence interval
};

/// What every class of a coverage keeps at most, and loses at least.
struct FractionBound {
  double robust = 1;  ///< upper bound on the share of C that stays, see below
  double moved = 0;   ///< lower bound on the share that is moved, 1 - robust
  BoundForm form = BoundForm::none;
};

/// The part of any class of coverage v <= 1/2 that perturbations up to a radius
/// certainly move (spec, section 4): the strongest of several forms. Calls are
/// safe from several threads; the law of the pixel sum keeps what it computed.
///
/// `robust` has a relative error below 1e-11 down to 2e-308; a smaller value that
/// is not 0 is raised to that, and stays a bound.
class MovedFractionBound {
 public:
  /// @param law of the sum of the shape's pixels; made here where null
  MovedFractionBound(const Shape& shape, const BoundCoverage& coverage,
                     std::shared_ptr<const LevelSum> law = nullptr);

  /// @param p      >= 0, may be infinity
  /// @param radius in intensity (pixels for p = 0), >= 0, may be infinity
  FractionBound operator()(double p, double radius) const;

 private:
  FractionBound stronger(double steps, double changes) const;
  double log_robust_by_steps(double steps) const;
  double log_robust_by_changes(double changes) const;

  Shape shape_;
  double pixels_;
  std::shared_ptr<const LevelSum> law_;
  double highest_, lowest_;  // the coverage lies between
  std::int64_t level_ = 0;   // s
  double mean_changes_ = 0;  // k0
};

}  // namespace brink
