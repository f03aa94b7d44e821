// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "cuda/cost_rounding.hpp"

namespace brink {

/// A sum of distances, in units of a Look.
__extension__ using DistanceSum = unsigned __int128;

/// How many images of a class have each cost: the whole distribution at one p. Costs are in
/// ascending order. If `real`, a cost is the bit pattern of a non-negative double (bit patterns
/// have the order of the doubles); otherwise it is the cost itself.
struct Tally {
  static constexpr int exact = CostRounding::exact;

  bool real = false;
  std::vector<std::uint64_t> cost;
  std::vector<std::uint64_t> count;
  int bits = exact;  ///< bits kept after the leading one; below `exact` see CostGrid
  /// Whether a rounded tally is exact at the config's quantiles, and knows the exact mean distance
  /// (see Look).
  bool refined = false;
  double mean = std::numeric_limits<double>::quiet_NaN();
  std::optional<DistanceSum> sum = {};  ///< of the distances, where a Look found the tally
};

/// Counts images at a cost that is not below the last one.
void append(Tally& tally, std::uint64_t cost, std::uint64_t count);

/// How many images a tally counts.
std::uint64_t image_count(const Tally& tally);

/// Whether so many of the images reach a quantile: it is the least distance at which they do.
inline bool reaches(std::uint64_t cumulative, double probability, std::uint64_t images) {
  return cumulative > 0 &&
         static_cast<double>(cumulative) >= probability * static_cast<double>(images);
}

/// A tally's cost as a number.
inline double cost_value(std::uint64_t cost, bool real) {
  return real ? std::bit_cast<double>(cost) : static_cast<double>(cost);
}

/// Both ends of the distances of one class at one p. `lower` is set if and only if the classifier
/// only brackets the distance (docs/spec/model.md#brackets).
struct CostTallies {
  Tally upper;
  std::optional<Tally> lower;

  /// Costs that certainly are needed.
  const Tally& least() const { return lower ? *lower : upper; }
};

}  // namespace brink
