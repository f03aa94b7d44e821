// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "host/cpu/group/group.hpp"
#include "tests/cpu/each_instruction_set.hpp"
#include "tests/cpu/naive_group.hpp"
#include "tests/cpu/test_group.hpp"

namespace brink {
namespace {

constexpr std::uint64_t run_seed = 0xc000000000000006;
constexpr std::uint64_t first_image = (std::uint64_t{1} << 32) - 3;

using Costs = std::vector<std::uint64_t>;  // costs and counts of a tally, alternating

Costs listed(CostAccumulator accumulator) {
  const Tally tally = accumulator.tally();
  Costs costs = tally.cost;
  costs.insert(costs.end(), tally.count.begin(), tally.count.end());
  return costs;
}

void expect_same(const std::vector<CellTally>& found, const std::vector<CellTally>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  ASSERT_EQ(found[0].samples, expected[0].samples);
  ASSERT_EQ(found[0].in_class, expected[0].in_class);
  for (std::size_t p = 0; p < found[0].upper.size(); ++p) {
    ASSERT_EQ(listed(found[0].upper[p]), listed(expected[0].upper[p])) << p;
    ASSERT_EQ(listed(found[0].lower[p]), listed(expected[0].lower[p])) << p;
  }
}

struct Sample {
  Shape shape;
  std::uint64_t images;
};

/// Short images, and images of more than one chunk of words.
const Sample samples[] = {{{6, 2, 3}, 40}, {{9, 1, 16}, 12}, {{113, 1, 16}, 2}};

TEST(NetworkGroup, FindsWhatTheDefinitionsSay) {
  for (const Sample& sample : samples) {
    TestGroup group(sample.shape, run_seed);
    group.add("network", 0);
    const auto found = run_group(group.job(), first_image, sample.images, {});
    NaiveCell naive(group.job(), 0);
    naive.see(first_image, sample.images);
    ASSERT_EQ(found[0].in_class, naive.in_class);
    ASSERT_GT(naive.in_class, 0u);
    for (std::size_t p = 0; p < naive.upper.size(); ++p) {
      const Counts& upper = naive.upper[p];
      Costs costs;
      for (const auto& [cost, count] : upper) costs.push_back(cost);
      for (const auto& [cost, count] : upper) costs.push_back(count);
      ASSERT_EQ(listed(found[0].upper[p]), costs) << p;
    }
  }
}

using NetworkEverywhere = EachInstructionSet;
INSTANTIATE_TEST_SUITE_P(Sets, NetworkEverywhere, testing::ValuesIn(simd::instruction_sets()),
                         instruction_set_name);

TEST_P(NetworkEverywhere, SameIntegersForAnyNumberOfThreads) {
  for (const Sample& sample : samples) {
    TestGroup group(sample.shape, run_seed);
    group.add("network", 0);
    ASSERT_TRUE(simd::force_instruction_set(simd::instruction_sets().back()));
    const auto expected = run_group(group.job(), first_image, sample.images, {});
    ASSERT_TRUE(simd::force_instruction_set(GetParam()));
    for (const unsigned threads : {1u, 2u, 7u}) {
      expect_same(run_group(group.job(), first_image, sample.images, with_threads(threads)),
                  expected);
    }
  }
}

}  // namespace
}  // namespace brink
