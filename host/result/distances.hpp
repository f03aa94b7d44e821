// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "cuda/shape.hpp"
#include "host/result/results.hpp"
#include "host/tally/distance.hpp"

namespace brink {

/// The largest cost that counts as within `radius`: d <= radius exactly where
/// S <= this (docs/spec/model.md#radii; holds its relative tolerance of 1e-9), where S is what
/// cost_value() says.
///
/// @param radius >= 0, in intensity; for p = 0 in pixels
double cost_limit(double radius, double p, const Shape& shape);

/// The radius c n^(1/max(p,1)) of a radius scale c (docs/spec/model.md#radii).
double scaled_radius(double scale, double p, std::uint32_t n);

/// The radius that one of the config's radii, or radius scales, means.
double radius_at(const Config& config, double value, double p, std::uint32_t n);

/// 1/max(p,1), the exponent of n in the theory: 0 for p = infinity.
double theory_exponent(double p);

/// The distances at one p of the images of a class, from their tallied costs. Of a rounded tally,
/// they are below the images' own by a relative 2^-bits at most, and `within` is exact at the
/// config's radii. Of a refined one, the mean and the config's quantiles are exact as well.
class Distances {
 public:
  Distances(const Tally& tally, double p, const Shape& shape);

  /// How many images there are.
  std::uint64_t images() const { return cumulative_.empty() ? 0 : cumulative_.back(); }

  /// How many of them have d <= radius.
  std::uint64_t within(double radius) const;

  /// The least distance whose cumulative count reaches probability * images; the smallest distance
  /// for probability 0; NaN without images.
  double quantile(double probability) const;

  /// NaN without images.
  double mean() const;

 private:
  double p_;
  Shape shape_;
  std::vector<double> cost_;
  std::vector<std::uint64_t> cumulative_;
  std::optional<double> mean_;
};

}  // namespace brink
