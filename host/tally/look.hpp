// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cuda/shape.hpp"
#include "host/tally/tally.hpp"

namespace brink {

/// Intervals of costs: begin, end, begin, end, ... in ascending order.
using CostIntervals = std::vector<std::uint64_t>;

/// The gaps between neighbouring costs of a rounded tally in which its quantiles lie.
CostIntervals gaps_of(const Tally& rounded, const std::vector<double>& quantiles);

/// The union of intervals that may overlap and come in any order.
CostIntervals united(const CostIntervals& a, const CostIntervals& b);

/// What a second look at images finds out at one p, where their tallies are rounded
/// (docs/design/tallies.md, "A second look"): the exact costs in some intervals, and the sum of
/// all distances. Like a tally, it does not depend on the order of the images.
class Look {
 public:
  Look(CostIntervals kept, double p, const Shape& shape);

  /// A cost in an interval stays as it is. Any other becomes the end of the interval below it, or
  /// 0 where there is none.
  std::uint64_t kept(std::uint64_t cost) const;

  /// The sum of the distances of a tally of exact costs. Each is rounded down to a unit, which is
  /// at most 2^-61 of the largest distance.
  DistanceSum sum(const Tally& tally) const;

  /// Makes a rounded tally exact at its mean and at some quantiles. Each quantile becomes a cost
  /// of the tally, which counts the images from there to the next one.
  ///
  /// @param found what this look found at the same images; gaps_of(rounded, quantiles) were kept
  /// @throw std::logic_error where it did not look at the same images
  Tally refined(const Tally& rounded, const Tally& found,
                const std::vector<double>& quantiles) const;

  bool operator==(const Look& other) const {
    return kept_ == other.kept_ && p_ == other.p_ && shape_.n == other.shape_.n &&
           shape_.h == other.shape_.h && shape_.b == other.shape_.b;
  }

 private:
  CostIntervals kept_;
  double p_;
  Shape shape_;
  int unit_;  ///< its power of two
};

}  // namespace brink
