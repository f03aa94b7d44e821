// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "host/cpu/cost_accumulator.hpp"
#include "tests/theory/tiny_space.hpp"

namespace brink {

/// The costs of a tally one by one, ascending.
inline std::vector<double> costs_of(CostAccumulator accumulator) {
  const Tally tally = accumulator.tally();
  std::vector<double> costs;
  for (std::size_t i = 0; i < tally.cost.size(); ++i) {
    costs.insert(costs.end(), tally.count[i], cost_value(tally.cost[i], tally.real));
  }
  return costs;
}

/// The least costs at p of leaving the class for all images inside, ascending.
inline std::vector<double> least_costs(const TinySpace& space, const std::vector<bool>& inside,
                                       double p) {
  std::vector<double> exact;
  const std::vector<double> all = space.costs(inside, p);
  for (std::size_t x = 0; x < all.size(); ++x) {
    if (inside[x]) exact.push_back(all[x]);
  }
  std::sort(exact.begin(), exact.end());
  return exact;
}

/// Asserts that costs are `exact`, up to the rounding of the sums of doubles in `exact`.
inline void assert_costs(const std::vector<double>& found, const std::vector<double>& exact) {
  ASSERT_EQ(found.size(), exact.size());
  for (std::size_t i = 0; i < exact.size(); ++i) ASSERT_NEAR(found[i], exact[i], 1e-12 * exact[i]);
}

}  // namespace brink
