// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// Breaks each claim about a witness once, because a check that accepts everything would be
// useless.
#include "host/witness/check.hpp"
#include "host/classes/host_class.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <limits>

#include "tests/cpu/test_group.hpp"

namespace brink {
namespace {

constexpr Shape shape{2, 1, 2};

/// Brighter than the middle: 3 3 2 1 has the score 6, which must fall to 0 in 3 steps.
class WitnessCheck : public testing::Test {
 protected:
  WitnessCheck() : group_(shape) {
    group_.add("brightness", 0);
    const CellJob& job = group_.job().cells[0];
    class_ = host_class(job.config->type).image_class(job);
  }
  std::string wrong(std::vector<std::uint16_t> witness, std::size_t p, CostBracket cost) {
    return wrong_with(*class_, shape, image_, witness, group_.job().rules[p], cost);
  }
  std::uint64_t cost_to(std::vector<std::uint16_t> witness, std::size_t p) {
    return cost_between(image_, witness, group_.job().rules[p]);
  }

  TestGroup group_;
  std::unique_ptr<ImageClass> class_;
  std::vector<std::uint16_t> image_ = {3, 3, 2, 1};
};

TEST_F(WitnessCheck, AcceptsAWitness) {
  EXPECT_EQ(wrong({0, 3, 2, 1}, 2, {3, 3}), "");
  EXPECT_EQ(wrong({2, 2, 1, 1}, 6, {1, 1}), "");
  EXPECT_EQ(wrong({0, 3, 2, 1}, 4, {2, 9}), "");
}

TEST_F(WitnessCheck, FindsWhatIsWrong) {
  EXPECT_EQ(wrong({1, 3, 2, 1}, 2, {2, 2}), "its score 2 is inside the class");
  EXPECT_EQ(wrong({0, 3, 2, 1}, 2, {4, 4}), "its cost is 3 instead of 4");
  EXPECT_EQ(wrong({0, 3, 2, 1}, 2, {2, 2}), "its cost is 3 instead of 2");
  EXPECT_EQ(wrong({0, 3, 2, 1}, 2, {4, 3}), "the lower end of the cost is above the upper end");
  EXPECT_EQ(wrong({0, 0, 0, 4}, 2, {3, 3}), "pixel 3 has level 4 of 4");
}

TEST_F(WitnessCheck, AllowsRealCostsTheirLastPlaceOnly) {
  const double cost = std::sqrt(3.0);
  const auto key = [](double value) { return std::bit_cast<std::uint64_t>(value); };
  const double infinity = std::numeric_limits<double>::infinity();
  const double next = std::nextafter(cost, infinity);
  EXPECT_EQ(wrong({0, 3, 2, 1}, 1, {key(cost), key(cost)}), "");
  EXPECT_EQ(wrong({0, 3, 2, 1}, 1, {key(cost), key(next)}), "");
  const double beyond = std::nextafter(next, infinity);
  EXPECT_NE(wrong({0, 3, 2, 1}, 1, {key(cost), key(beyond)}), "");
}

TEST_F(WitnessCheck, CostsAreThoseOfTheDefinition) {
  const std::vector<std::uint16_t> to = {0, 3, 3, 3};  // 3, 0, 1 and 2 steps
  const double roots = std::sqrt(3.0) + 1 + std::sqrt(2.0);
  EXPECT_EQ(cost_to(to, 0), 3u);
  EXPECT_DOUBLE_EQ(std::bit_cast<double>(cost_to(to, 1)), roots);
  EXPECT_EQ(cost_to(to, 2), 6u);
  EXPECT_EQ(cost_to(to, 4), 9u + 1 + 4);
  EXPECT_EQ(cost_to(to, 5), 27u + 1 + 8);
  EXPECT_EQ(cost_to(to, 6), 3u);
}

}  // namespace
}  // namespace brink
