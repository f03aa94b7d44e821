// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "host/result/results.hpp"

namespace brink {

/// Whether two cells hold the same class, images and tallies, bit for bit.
inline void expect_same_tallies(const CellResult& found, const CellResult& expected) {
  EXPECT_EQ(found.samples, expected.samples);
  EXPECT_EQ(found.in_class, expected.in_class);
  EXPECT_EQ(found.built.threshold, expected.built.threshold);
  EXPECT_EQ(found.built.exact_coverage, expected.built.exact_coverage);
  EXPECT_EQ(found.built.common_weight, expected.built.common_weight);
  EXPECT_EQ(found.built.weighted_pixels, expected.built.weighted_pixels);
  ASSERT_EQ(found.tallies.size(), expected.tallies.size());
  for (std::size_t p = 0; p < found.tallies.size(); ++p) {
    EXPECT_EQ(found.tallies[p].upper.real, expected.tallies[p].upper.real);
    EXPECT_EQ(found.tallies[p].upper.cost, expected.tallies[p].upper.cost);
    EXPECT_EQ(found.tallies[p].upper.count, expected.tallies[p].upper.count);
    EXPECT_EQ(found.tallies[p].upper.refined, expected.tallies[p].upper.refined);
    if (expected.tallies[p].upper.refined) {
      EXPECT_EQ(found.tallies[p].upper.mean, expected.tallies[p].upper.mean);
    }
    ASSERT_EQ(found.tallies[p].lower.has_value(), expected.tallies[p].lower.has_value());
    if (!found.tallies[p].lower) continue;
    EXPECT_EQ(found.tallies[p].lower->cost, expected.tallies[p].lower->cost);
    EXPECT_EQ(found.tallies[p].lower->count, expected.tallies[p].lower->count);
  }
}

}  // namespace brink
