// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "cuda/costs.hpp"

namespace brink {

// 113 bits are more than those of a DoubleDouble, so that sums of both round to the same double.
using Quad = boost::multiprecision::number<boost::multiprecision::cpp_bin_float_quad::backend_type,
                                           boost::multiprecision::et_off>;

/// The cost of moving one pixel by `steps` (docs/spec/model.md#costs).
inline Quad pixel_cost(double p, std::uint32_t steps) {
  if (steps == 0) return 0;
  if (p == 0) return 1;
  if (std::isinf(p)) return steps;
  return p == std::floor(p) ? pow(Quad(steps), static_cast<int>(p)) : pow(Quad(steps), Quad(p));
}

/// A CostRule with the powers it needs. `real` costs are possible even where an integer p does
/// not need them.
class TestRule {
 public:
  TestRule(double p, std::uint32_t levels, bool real) {
    rule_.norm.p = p;
    rule_.real = real;
    if (!real) return;
    for (std::uint32_t steps = 0; steps < levels; ++steps) {
      const Quad power = pixel_cost(p, steps);
      const auto high = static_cast<double>(power);
      powers_.push_back({high, static_cast<double>(Quad(power - high))});
    }
  }
  TestRule(double p, std::uint32_t levels) : TestRule(p, levels, !Norm{p}.integer()) {}

  CostRule get() const {
    CostRule rule = rule_;
    rule.powers = powers_.data();
    return rule;
  }

  /// Turns an exact cost into the form in which a tally keeps it.
  std::uint64_t key(const Quad& cost) const {
    return rule_.real ? std::bit_cast<std::uint64_t>(static_cast<double>(cost))
                      : static_cast<std::uint64_t>(cost);
  }

 private:
  CostRule rule_;
  std::vector<DoubleDouble> powers_;
};

inline const double test_norms[] = {0, 0.5, 1, 1.5, 2, 3, std::numeric_limits<double>::infinity()};

}  // namespace brink
