// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/bounds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace brink {
namespace {

// `d <= r` is decided on costs with this much room (spec, section 1).
constexpr double radius_slack = 1 + 1e-9;

constexpr double largest_coverage = 0.5;
constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

MovedFractionBound::MovedFractionBound(const Shape& shape, const BoundCoverage& coverage,
                                       std::shared_ptr<const LevelSum> law)
    : shape_(shape),
      pixels_(static_cast<double>(shape.pixels())),
      law_(law ? std::move(law) : std::make_shared<const LevelSum>(shape.pixels(), shape.levels())),
      highest_(coverage.exact.value_or(largest_coverage)),
      lowest_(coverage.exact.value_or(coverage.measured_lower)) {
  if (highest_ <= 0) return;
  level_ = law_->least_level(std::min(highest_, largest_coverage));
  // E d_0 to the complement is at most k0: the complement has measure 1 - v and
  // McDiarmid gives P(d_0 <= 0) <= exp(-2 (E d_0)^2 / N). It grows with v.
  mean_changes_ = std::sqrt(-pixels_ * std::log1p(-highest_) / 2);
}

/// From limits on the steps and on the changed pixels that certainly are within
/// the radius.
FractionBound MovedFractionBound::operator()(double p, double radius) const {
  if (highest_ <= 0 || !(radius > 0)) return {};  // of an empty C nothing is claimed
  const double top = shape_.top_level();
  const double power = std::pow(radius, std::max(p, 1.0));
  if (std::isinf(p)) {
    // No pixel can move farther than 1; d_inf <= d_1.
    if (radius * radius_slack >= 1) return {0, 1, BoundForm::whole_range};
    return stronger(radius * radius_slack * top, 0);
  }
  const double changes = power * radius_slack;  // d_p <= d_0^(1/max(p,1))
  if (changes >= pixels_) return {0, 1, BoundForm::whole_range};
  if (shape_.b == 1) return stronger(changes, changes);  // all costs count pixels
  // For p < 1 a pixel's steps a cost a^p <= a.
  if (p < 1) return stronger(radius * std::pow(top, p) * radius_slack, changes);
  // d_p <= d_1^(1/p), stronger above r = 1, and d_p <= d_1, stronger below;
  // there the p-th power of the steps must keep within the slack.
  const double most = std::max(changes, radius * std::pow(radius_slack, 1 / p));
  return stronger(most * top, changes);
}

FractionBound MovedFractionBound::stronger(double steps, double changes) const {
  const double by_steps = log_robust_by_steps(steps);
  const double by_changes = log_robust_by_changes(changes);
  const double log_robust = std::min(by_steps, by_changes);
  if (log_robust >= 0) return {};
  FractionBound bound;
  bound.form = by_steps <= by_changes ? BoundForm::level_isoperimetry : BoundForm::mcdiarmid;
  bound.moved = -std::expm1(log_robust);
  bound.robust = std::exp(log_robust);
  if (log_robust > -infinity) {
    bound.robust = std::max(bound.robust, std::numeric_limits<double>::min());
  }
  return bound;
}

/// log of a bound on the share of C with d_1 > steps/(q-1): the images deeper than
/// k steps, widened by k steps, still fit into C; initial segments of levels are
/// widened least (Bollobas-Leader; b = 1: Harper). Were more than F(s-k) of all
/// images that deep, C would be larger than F(s) >= v.
///
/// Where v is not known, v = 1/2 is the worst case: in units of its class, an
/// initial segment that fills the part a of level j has at most
/// (F(j-1-k) + a f(j-k)) / (F(j-1) + a f(j)) of its images deeper than k (f, the
/// level sizes, have normalised matching), which lies between the values at
/// a = 0 and a = 1, and these, F(j-k)/F(j), grow with j because F is log-concave.
double MovedFractionBound::log_robust_by_steps(double steps) const {
  if (steps >= static_cast<double>(level_) + 1) return -infinity;
  if (steps < 1) return 0;
  return law_->log_at_most(level_ - static_cast<std::int64_t>(steps)) - std::log(highest_);
}

/// log of a bound on the share of C with d_0 > changes (McDiarmid). Two-sided in
/// v: k0 takes its largest value, the division its smallest.
double MovedFractionBound::log_robust_by_changes(double changes) const {
  const double excess = std::floor(changes) + 1 - mean_changes_;
  if (excess <= 0 || lowest_ <= 0) return 0;
  return -2 * excess * excess / pixels_ - std::log(lowest_);
}

}  // namespace brink
