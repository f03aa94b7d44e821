// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace brink {

/// The pairs of levels 0..q-1 with x^2 + y^2 <= rho, a quarter of a disc, and the exact law of the
/// cost of leaving them (docs/theory.md#exact-curves).
class CornerMoves {
 public:
  /// The largest rho that lets in at most half of the q^2 pairs. (q-1)^2 is larger than that rho.
  static std::int64_t largest_half(std::uint32_t levels);

  explicit CornerMoves(std::int64_t rho);

  /// How many pairs are inside.
  std::uint64_t size() const { return size_; }

  /// The share of the pairs inside that a move takes out whose sum of a^p (at infinity, maximum) is
  /// at most the cost. The moved levels stay below q.
  /// @param p    >= 0, may be infinity
  /// @param cost >= 0
  double within(double p, double cost) const;

 private:
  std::vector<std::int64_t> first_outside_;  ///< [x] least y with x^2 + y^2 > rho, until it is 0
  std::uint64_t size_;
};

}  // namespace brink
