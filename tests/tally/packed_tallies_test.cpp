// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/tally/packed_tallies.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <limits>

namespace brink {
namespace {

constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();

Tally real_tally() {
  return {
      true, {std::bit_cast<std::uint64_t>(0.5), std::bit_cast<std::uint64_t>(7.25)}, {1, 300}, 17};
}

void expect_same(const Tally& found, const Tally& expected) {
  EXPECT_EQ(found.real, expected.real);
  EXPECT_EQ(found.cost, expected.cost);
  EXPECT_EQ(found.count, expected.count);
  EXPECT_EQ(found.bits, expected.bits);
}

/// Costs and counts at the ends of every width, brackets and tallies without images.
TEST(PackedTallies, GiveBackWhatWasPacked) {
  std::vector<CostTallies> given = {{{false, {}, {}}, {}},
                                    {real_tally(), Tally{true, {}, {}}},
                                    {{false, {0, 255}, {255, 1}}, Tally{false, {256}, {256}}}};
  for (const std::uint64_t top : {0xffff, 0x10000})
    given.push_back({{false, {1, top}, {top, 3}}, {}});
  for (const std::uint64_t top : {std::uint64_t{0xffffffff}, std::uint64_t{1} << 32, largest}) {
    given.push_back({{false, {1, top}, {top, 3}}, real_tally()});
  }
  PackedTallies packed;
  for (const CostTallies& tallies : given) packed.push_back(tallies);
  packed.set(1, given[2]);
  packed.set(1, given[1]);
  ASSERT_EQ(packed.size(), given.size());
  for (std::size_t p = 0; p < given.size(); ++p) {
    SCOPED_TRACE(p);
    const CostTallies found = packed.at(p);
    expect_same(found.upper, given[p].upper);
    ASSERT_EQ(found.lower.has_value(), given[p].lower.has_value());
    if (found.lower) expect_same(*found.lower, *given[p].lower);
  }
}

TEST(PackedTallies, KnowWhatTheyHold) {
  const PackedTallies packed = {{{false, {1, 256, 400}, {1, 2, 70'000}}, real_tally()}};
  const CostFacts facts = packed.facts(0);
  EXPECT_EQ(facts.upper.costs, 3u);
  EXPECT_EQ(facts.upper.cost_bytes, 2u);
  EXPECT_EQ(facts.upper.count_bytes, 4u);
  EXPECT_EQ(facts.upper.bits, Tally::exact);
  ASSERT_TRUE(facts.lower.has_value());
  EXPECT_TRUE(facts.lower->real);
  EXPECT_EQ(facts.lower->bits, 17);
  EXPECT_EQ(facts.lower->cost_bytes, 8u);
}

}  // namespace
}  // namespace brink
