// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/bounds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "host/theory/normal_tail.hpp"
#include "host/theory/pixel_growth.hpp"

namespace brink {
namespace {

// Costs decide `d <= r` with this much room (docs/spec/model.md#radii).
constexpr double radius_slack = 1 + 1e-9;

constexpr double largest_coverage = 0.5;
constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

MovedFractionBound::MovedFractionBound(const Shape& shape, const BoundCoverage& coverage,
                                       std::shared_ptr<const ShapeBounds> shared)
    : shape_(shape),
      pixels_(static_cast<double>(shape.pixels())),
      shared_(shared ? std::move(shared)
                     : std::make_shared<const ShapeBounds>(
                           shape, LevelSums().at(shape.pixels(), shape.levels()))),
      coverage_(std::min(coverage.exact.value_or(largest_coverage), largest_coverage)),
      least_(coverage.exact.value_or(coverage.least)) {
  if (coverage_ <= 0) return;
  quantile_ = normal_tail_quantile(coverage_);
  level_ = shared_->law().least_level(coverage_);
  const double below = std::exp(shared_->law().log_at_most(level_ - 1));
  const double up_to = std::exp(shared_->law().log_at_most(level_));
  filled_ = std::clamp((coverage_ - below) / (up_to - below), 0.0, 1.0);
}

FractionBound MovedFractionBound::operator()(double p, double radius) const {
  return bound(p, radius, [&](double reach, double useful) { return by_both(p, reach, useful); });
}

bool MovedFractionBound::leaves(double p, double radius, double robust) const {
  const auto both = [&](double reach, double) -> Candidate {
    const bool less =
        least_ > 0 && shared_->mixed(p).leaves_less(reach, coverage_, least_, std::log(robust));
    return {less ? -infinity : 0, BoundForm::mixed_isoperimetry};
  };
  return bound(p, radius, both).robust <= robust;
}

/// The bound from limits on the steps and on the changed pixels. Moves within these limits are
/// certainly within the radius.
template <class Both>
FractionBound MovedFractionBound::bound(double p, double radius, Both both) const {
  if (coverage_ <= 0 || !(radius > 0)) return {};  // of an empty C nothing is claimed
  const double top = shape_.top_level();
  const double power = std::pow(radius, std::max(p, 1.0));
  if (std::isinf(p)) {
    // No pixel can move farther than 1; d_inf <= d_1.
    const double steps = radius * radius_slack * top;
    if (steps >= top) return {0, 1, BoundForm::whole_range};
    return strongest({by_steps(steps), by_largest_step(steps)});
  }
  const double changes = power * radius_slack;  // d_p <= d_0^(1/max(p,1))
  if (changes >= pixels_) return {0, 1, BoundForm::whole_range};
  if (shape_.b == 1) return strongest({by_steps(changes), by_changes(changes)});
  // For p < 1, a pixel that moves a steps costs a^p <= a.
  if (p < 1) {
    return strongest({by_steps(radius * std::pow(top, p) * radius_slack), by_changes(changes)});
  }
  // Two facts serve here. d_p <= d_1^(1/p) is stronger above r = 1, and d_p <= d_1 is stronger
  // below. Below, the p-th power of the steps must keep within the slack.
  const double root_slack = std::pow(radius_slack, 1 / p);
  const Candidate steps = by_steps(std::max(changes, radius * root_slack) * top);
  const Candidate pixels = by_changes(changes);
  if (p == 1) return strongest({steps, pixels});
  const double useful = std::min({0.0, steps.log_robust, pixels.log_robust});
  return strongest({steps, pixels, both(radius * root_slack * top, useful)});
}

/// The strongest bound; the first one where several are equally strong.
FractionBound MovedFractionBound::strongest(std::initializer_list<Candidate> candidates) {
  Candidate best{0, BoundForm::none};
  for (const Candidate& candidate : candidates) {
    if (candidate.log_robust < best.log_robust) best = candidate;
  }
  if (best.form == BoundForm::none) return {};
  FractionBound bound;
  bound.form = best.form;
  bound.moved = -std::expm1(best.log_robust);
  bound.robust = std::exp(best.log_robust);
  if (best.log_robust > -infinity) {
    bound.robust = std::max(bound.robust, std::numeric_limits<double>::min());
  }
  return bound;
}

/// The share of C with d_1 > steps/(q-1). The images deeper than k steps, widened by k steps, still
/// fit into C. Initial segments of levels are widened least (Bollobas-Leader; at b = 1 Harper), and
/// a part of a level becomes at least the same part of the next one. Where v is not known, 1/2 is
/// the worst case (docs/theory.md#steps).
MovedFractionBound::Candidate MovedFractionBound::by_steps(double steps) const {
  constexpr BoundForm form = BoundForm::level_isoperimetry;
  if (steps >= static_cast<double>(level_) + 1) return {-infinity, form};
  if (steps < 1) return {0, form};
  const auto k = static_cast<std::int64_t>(steps);
  const double upper = shared_->law().log_at_most(level_ - k);
  const double lower = shared_->law().log_at_most(level_ - k - 1);
  const double mixed = std::log(filled_ + (1 - filled_) * std::exp(lower - upper));
  return {upper + mixed - std::log(coverage_), form};
}

/// log of Phi(Phi^-1(v) - D)/v. Where v is not known, 1/2 is the worst case.
double MovedFractionBound::log_share(double distance) const {
  if (std::isinf(distance)) return -infinity;
  return log_normal_tail(quantile_ + distance) - std::log(coverage_);
}

/// The share of C with d_0 > changes.
MovedFractionBound::Candidate MovedFractionBound::by_changes(double changes) const {
  constexpr BoundForm form = BoundForm::pixel_isoperimetry;
  if (changes < 1) return {0, form};
  return {log_share(std::floor(changes) * pixel_growth(pixels_)), form};
}

/// The share of C with d_inf > steps/(q-1). Each level is a cell of [0, 1], and a point in [0, 1]
/// is the image of a normal number under a map whose slope is at most 1/sqrt(2 pi).
MovedFractionBound::Candidate MovedFractionBound::by_largest_step(double steps) const {
  const double distance = std::sqrt(2 * std::numbers::pi) * std::floor(steps) / shape_.levels();
  return {distance > 0 ? log_share(distance) : 0, BoundForm::gaussian_isoperimetry};
}

MovedFractionBound::Candidate MovedFractionBound::by_both(double p, double reach,
                                                          double useful) const {
  constexpr BoundForm form = BoundForm::mixed_isoperimetry;
  if (!(least_ > 0)) return {0, form};
  return {shared_->mixed(p).log_robust(reach, coverage_, least_, useful), form};
}

}  // namespace brink
