// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>

#include "cuda/shape.hpp"
#include "host/theory/shape_bounds.hpp"

namespace brink {

/// Which inequality is the strongest at a point (docs/theory.md#bounds).
enum class BoundForm : std::int32_t {
  none = 0,                   ///< nothing is claimed
  level_isoperimetry = 1,     ///< Bollobas and Leader's in the steps of d_1; Harper's at b = 1
  mcdiarmid = 2,              ///< in files up to version 0.2.0: bounded differences of d_0
  whole_range = 3,            ///< within the radius every image can become every other one
  pixel_isoperimetry = 4,     ///< of the number of changed pixels
  gaussian_isoperimetry = 5,  ///< of the largest move, p = inf
  mixed_isoperimetry = 6      ///< of Gaussian moves, rounded, and of changed pixels
};

/// Their names, in the order of their values.
inline constexpr std::array<const char*, 7> bound_form_names = {"none",
                                                                "level_isoperimetry",
                                                                "mcdiarmid",
                                                                "whole_range",
                                                                "pixel_isoperimetry",
                                                                "gaussian_isoperimetry",
                                                                "mixed_isoperimetry"};

/// What is known of a class's coverage v = |C|/q^N.
struct BoundCoverage {
  std::optional<double> exact;  ///< v itself, where known
  double least;                 ///< else a number that is hardly ever above v
};

/// The most that a class of some coverage keeps, and the least that it loses.
struct FractionBound {
  double robust = 1;  ///< upper bound on the share of C that stays, see below
  double moved = 0;   ///< lower bound on the share that is moved, 1 - robust
  BoundForm form = BoundForm::none;
};

/// The part of any class of coverage v <= 1/2 that perturbations up to a radius certainly move
/// (docs/spec/model.md#bounds). The strongest of several inequalities counts. Several threads may
/// call this at once.
///
/// `robust` has a relative error below 1e-11 down to 2e-308. A smaller value that is not 0 is
/// raised to 2e-308, and stays a bound.
class MovedFractionBound {
 public:
  /// @param shared what the bounds at this shape share; a null pointer makes a new one
  MovedFractionBound(const Shape& shape, const BoundCoverage& coverage,
                     std::shared_ptr<const ShapeBounds> shared = nullptr);

  /// @param p      >= 0, may be infinity
  /// @param radius in intensity (pixels for p = 0), >= 0, may be infinity
  FractionBound operator()(double p, double radius) const;

  /// Whether the bound leaves `robust` or less. This takes less time than the bound itself.
  bool leaves(double p, double radius, double robust) const;

 private:
  /// log of a bound on the robust share, and the inequality that gives it.
  struct Candidate {
    double log_robust;
    BoundForm form;
  };
  Candidate by_steps(double steps) const;
  Candidate by_changes(double changes) const;
  Candidate by_largest_step(double steps) const;
  Candidate by_both(double p, double reach, double useful) const;
  /// @param both gives by_both(p, reach, useful), or what stands for it
  template <class Both>
  FractionBound bound(double p, double radius, Both both) const;
  double log_share(double distance) const;
  static FractionBound strongest(std::initializer_list<Candidate> candidates);

  Shape shape_;
  double pixels_;
  std::shared_ptr<const ShapeBounds> shared_;
  double coverage_, least_;  // v or 1/2; at most v
  double quantile_ = 0;      // -Phi^-1(coverage_)
  std::int64_t level_ = 0;   // s
  double filled_ = 0;        // the part of level s that an initial segment of coverage_ fills
};

}  // namespace brink
