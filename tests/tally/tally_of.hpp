// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <map>

#include "host/tally/tally.hpp"

namespace brink {

using Counts = std::map<std::uint64_t, std::uint64_t>;  ///< cost -> images

inline Tally tally_of(const Counts& counts, bool real) {
  Tally tally{real, {}, {}};
  for (const auto& [cost, count] : counts) append(tally, cost, count);
  return tally;
}

inline void expect_same(const Tally& found, const Tally& expected) {
  EXPECT_EQ(found.real, expected.real);
  EXPECT_EQ(found.bits, expected.bits);
  EXPECT_EQ(found.cost, expected.cost);
  EXPECT_EQ(found.count, expected.count);
}

}  // namespace brink
