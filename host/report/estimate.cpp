// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/report/estimate.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "host/result/distances.hpp"
#include "host/theory/intervals.hpp"
#include "host/theory/normal_tail.hpp"

namespace brink {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The values of a tally and how many images lie at or below each.
class Ranks {
 public:
  Ranks(const Tally& tally, double p, const Shape& shape) {
    std::uint64_t images = 0;
    for (std::size_t i = 0; i < tally.cost.size(); ++i) {
      const double cost =
          tally.real ? std::bit_cast<double>(tally.cost[i]) : static_cast<double>(tally.cost[i]);
      distance_.push_back(distance_of_cost(cost, p, shape));
      cumulative_.push_back(static_cast<double>(images += tally.count[i]));
    }
  }

  double images() const { return cumulative_.empty() ? 0 : cumulative_.back(); }

  /// The value of the image of that rank, 1 the smallest; clamped to the ends.
  std::size_t at(double rank) const {
    const double wanted = std::clamp(rank, 1.0, images());
    const auto found = std::lower_bound(cumulative_.begin(), cumulative_.end(), wanted);
    return static_cast<std::size_t>(found - cumulative_.begin());
  }
  double distance(double rank) const { return distance_[at(rank)]; }

  /// The value between that rank and the one below, interpolated by rank.
  double unrounded(double rank) const {
    const std::size_t i = at(rank);
    if (distance_.size() == 1) return distance_[0];
    const double gap = i == 0 ? distance_[1] - distance_[0] : distance_[i] - distance_[i - 1];
    const double below = i == 0 ? 0 : cumulative_[i - 1];
    return distance_[i] - gap * (cumulative_[i] - rank) / (cumulative_[i] - below);
  }

  /// Mean gap to the neighbours of the value at that rank; 0 without any.
  double spacing(double rank) const {
    const std::size_t i = at(rank);
    const std::size_t first = i == 0 ? 0 : i - 1;
    const std::size_t last = std::min(i + 1, distance_.size() - 1);
    if (first == last) return 0;
    return (distance_[last] - distance_[first]) / static_cast<double>(last - first);
  }

 private:
  std::vector<double> distance_, cumulative_;
};

}  // namespace

QuantileEstimate estimate_quantile(const Tally& tally, double p, const Shape& shape,
                                   double fraction, bool exact) {
  const Ranks ranks(tally, p, shape);
  if (ranks.images() == 0) return {{nan, nan, nan}, nan, nan};
  const double middle = std::ceil(fraction * ranks.images());
  const double deviation = exact ? 0 : std::sqrt(ranks.images() * fraction * (1 - fraction));
  const auto above = [&](double width) {
    return ranks.distance(std::ceil(middle + width * deviation));
  };
  const auto below = [&](double width) {
    return ranks.distance(std::floor(middle - width * deviation));
  };
  QuantileEstimate estimate;
  estimate.distance = {ranks.distance(middle), below(interval_width), above(interval_width)};
  const double unrounded = ranks.unrounded(fraction * ranks.images());
  // For the smallest value the interpolation may reach 0, and no image has that distance.
  estimate.unrounded = std::isinf(p) || !(unrounded > 0) ? estimate.distance.value : unrounded;
  const double by_ranks = std::log(above(1) / below(1)) / 2;
  // At p = inf a distance is a whole number of steps, and rounding hides nothing.
  const double by_lattice =
      std::isinf(p) ? 0 : ranks.spacing(middle) / (ranks.distance(middle) * std::sqrt(12.0));
  estimate.log_error = std::hypot(by_ranks, by_lattice);
  return estimate;
}

double contradiction_width(std::size_t comparisons) {
  return normal_tail_quantile(verdict_risk / 2 / static_cast<double>(comparisons));
}

bool certainly_more(std::uint64_t successes, std::uint64_t trials, double share, double risk,
                    bool exact, const std::optional<ConfidenceSequence>& sequence) {
  constexpr double exact_tolerance = 1e-9;
  const double expected = share * static_cast<double>(trials);
  if (exact) return static_cast<double>(successes) > expected * (1 + exact_tolerance);
  // An interval never lies above the share that was measured.
  if (static_cast<double>(successes) < expected) return false;
  const Interval interval = sequence ? (*sequence)(successes, trials, 1 - risk)
                                     : clopper_pearson(successes, trials, 1 - 2 * risk);
  return interval.lower > share;
}

bool enough_images(std::uint64_t images, bool exact) {
  return images >= (exact ? 1 : least_images);
}

Measured estimate_share(std::uint64_t successes, std::uint64_t trials, bool exact,
                        const std::optional<ConfidenceSequence>& sequence) {
  const double share =
      trials == 0 ? nan : static_cast<double>(successes) / static_cast<double>(trials);
  if (exact && trials != 0) return {share, share, share};
  const Interval interval = sequence ? (*sequence)(successes, trials, report_confidence)
                                     : clopper_pearson(successes, trials, report_confidence);
  return {share, interval.lower, interval.upper};
}

}  // namespace brink
