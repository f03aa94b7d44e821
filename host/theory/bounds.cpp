// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/bounds.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "host/theory/count.hpp"
#include "host/theory/score_law.hpp"

namespace brink {
namespace {

// `d <= r` is decided on costs with this much room (spec, section 1).
constexpr double radius_slack = 1 + 1e-9;

constexpr double largest_coverage = 0.5;

}  // namespace

/// Both isoperimetric inequalities for one shape and one coverage v, as bounds on
/// the share of C that costs more than k.
///
/// Where v is not known, v = 1/2 is the worst case of the first: in units of its
/// class, an initial segment that fills the part a of level j has at most
/// (F(j-1-k) + a f(j-k)) / (F(j-1) + a f(j)) of its images deeper than k (f, the
/// level sizes, have normalised matching), which lies between the values at
/// a = 0 and a = 1, and these, F(j-k)/F(j), grow with j because F is log-concave.
class MovedFractionBound::Impl {
 public:
  Impl(const Shape& shape, const BoundCoverage& coverage)
      : shape_(shape),
        pixels_(static_cast<double>(shape.pixels())),
        largest_sum_(static_cast<std::int64_t>(shape.pixels() * shape.top_level())),
        sum_law_(shape.levels(), {{1, shape.pixels()}}),
        highest_(coverage.exact.value_or(largest_coverage)),
        lowest_(coverage.exact.value_or(coverage.measured_lower)),
        level_(least_level()),
        // E d_0 to the complement is at most k0: the complement has measure 1 - v
        // and McDiarmid gives P(d_0 <= 0) <= exp(-2 (E d_0)^2 / N). It grows with v.
        mean_changes_(std::sqrt(-pixels_ * std::log1p(-highest_) / 2)) {}

  double at(double p, double radius) const {
    if (highest_ <= 0) return 0;  // C is empty: nothing is claimed
    if (!(radius > 0)) return 0;
    if (std::isinf(p)) return at_infinity(radius);
    const double power = std::pow(radius, std::max(p, 1.0));
    const double changes = power * radius_slack;
    double unmoved = unmoved_by_changes(changes);
    if (shape_.b == 1) {
      // All costs are the number of changed pixels.
      unmoved = std::min(unmoved, unmoved_by_steps(changes));
    } else if (p >= 1) {
      // d_p <= d_1^(1/p), stronger above r = 1, and d_p <= d_1, stronger below;
      // there the p-th power of the steps must keep within the slack.
      const double most = std::max(power * radius_slack, radius * std::pow(radius_slack, 1 / p));
      unmoved = std::min(unmoved, unmoved_by_steps(most * shape_.top_level()));
    }
    return std::clamp(1 - unmoved, 0.0, 1.0);
  }

 private:
  /// No pixel can move farther than 1, and d_inf <= d_1.
  double at_infinity(double radius) const {
    const double most = radius * radius_slack;
    if (most >= 1) return 1;
    return std::clamp(1 - unmoved_by_steps(most * shape_.top_level()), 0.0, 1.0);
  }

  /// F(y): share of the images whose levels sum to at most y.
  double cdf(std::int64_t y) const {
    // s = 2 sum - S is symmetric: P(sum <= y) = P(s >= S - 2y) = P(s > S - 2y - 2).
    return y < 0 ? 0 : sum_law_.above(largest_sum_ - 2 * y - 2);
  }

  /// The least s with F(s) >= v; at most the middle level, as v <= 1/2.
  std::int64_t least_level() const {
    std::int64_t below = -1, enough = largest_sum_ / 2;
    while (enough - below > 1) {
      const std::int64_t middle = below + (enough - below) / 2;
      (cdf(middle) >= highest_ * (1 - coverage_tie) ? enough : below) = middle;
    }
    return enough;
  }

  /// Bound on the share of C with d_1 > steps/(q-1): the images deeper than k
  /// steps, widened by k steps, still fit into C; initial segments of levels are
  /// widened least (Bollobas-Leader; b = 1: Harper). Were more than F(s-k) of all
  /// images that deep, C would be larger than F(s) >= v.
  double unmoved_by_steps(double steps) const {
    if (steps >= static_cast<double>(level_) + 1) return 0;
    const auto k = static_cast<std::int64_t>(steps);
    return cdf(level_ - k) / highest_;
  }

  /// Bound on the share of C with d_0 > changes (McDiarmid). Two-sided in v: k0
  /// takes its largest value, the division its smallest.
  double unmoved_by_changes(double changes) const {
    if (changes >= pixels_) return 0;
    const double excess = std::floor(changes) + 1 - mean_changes_;
    if (excess <= 0 || lowest_ <= 0) return 1;
    return std::exp(-2 * excess * excess / pixels_) / lowest_;
  }

  Shape shape_;
  double pixels_;
  std::int64_t largest_sum_;  // S = N (q-1)
  ScoreLaw sum_law_;
  double highest_, lowest_;  // the coverage lies between
  std::int64_t level_;       // s
  double mean_changes_;      // k0
};

MovedFractionBound::MovedFractionBound(const Shape& shape, const BoundCoverage& coverage)
    : impl_(std::make_shared<const Impl>(shape, coverage)) {}

double MovedFractionBound::operator()(double p, double radius) const {
  return impl_->at(p, radius);
}

double moved_fraction_bound(const Shape& shape, double p, double radius,
                            const BoundCoverage& coverage) {
  struct Last {
    Shape shape;
    BoundCoverage coverage;
    MovedFractionBound bound;
  };
  thread_local std::optional<Last> last;
  const bool same = last && last->shape.n == shape.n && last->shape.h == shape.h &&
                    last->shape.b == shape.b && last->coverage.exact == coverage.exact &&
                    last->coverage.measured_lower == coverage.measured_lower;
  if (!same) last = Last{shape, coverage, MovedFractionBound(shape, coverage)};
  return last->bound(p, radius);
}

}  // namespace brink
