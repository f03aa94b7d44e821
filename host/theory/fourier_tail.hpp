// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "host/theory/score_tail.hpp"

namespace brink {

class CharacteristicFunction;

/// The tail of a score by Fourier inversion on its lattice of spacing 2: with
/// T = t + 1, half-way between two scores,
///
///   P(|s| < T) = (1/pi) int_{-pi/2}^{pi/2} phi(u) sin(T u)/sin(u) du,
///
/// by the trapezoid rule with `period` points. The integrand is a trigonometric
/// polynomial, so that the rule's only error is P(|s| > 2 period - T) (aliasing),
/// and of the points only those where phi is not negligible are kept; they are
/// found by bounding phi over ranges of points, so no lobe is missed.
class FourierTail final : public ScoreTail {
 public:
  explicit FourierTail(const ReducedScore& score);

  double above(std::int64_t t) const override;
  bool at_most(std::int64_t t, double coverage) const override;
  std::string method() const override {
    return "Fourier inversion of the score's law, absolute error below 1e-15";
  }

  /// How many points are kept, which is what one evaluation costs.
  std::size_t points() const { return nodes_.size(); }

 private:
  struct Node {
    std::uint64_t j;          // at pi j / period
    long double coefficient;  // 2 phi / (period sin)
  };
  void collect(const CharacteristicFunction& phi, std::uint64_t first, std::uint64_t last);
  long double inside(std::int64_t half_way) const;

  std::int64_t reach_;  // |s| is never, or with probability below 1e-25, larger
  std::uint64_t period_;
  std::vector<Node> nodes_;
};

}  // namespace brink
