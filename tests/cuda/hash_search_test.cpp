// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/hash/hash_search.hpp"

#include <gtest/gtest.h>

#include <set>

#include "cuda/classifier/hash/hash.hpp"
#include "tests/cuda/whole_image.hpp"

namespace brink {
namespace {

constexpr std::uint32_t budgets[] = {0, 1, 2, 3, 5, 9, 17, 40};

/// With too small a budget, the bracket contains the true cost, and the witness has the upper
/// end.
TEST(HashSearch, GivesUpHonestly) {
  const Shape shape{1, 3, 3};
  std::size_t open = 0, closed = 0;
  for (const double p : test_norms) {
    const TestRule rule(p, shape.levels());
    CellPlan plan;
    plan.shape = shape;
    plan.seed = 5;
    WholeImageClass<Hash> made(plan);
    std::vector<bool> inside(512);
    for (std::size_t x = 0; x < inside.size(); ++x) inside[x] = made.inside(tiny_image(shape, x));
    const std::vector<double> truth = distance_transform(shape, inside, p);
    for (std::size_t x = 0; x < inside.size(); ++x) {
      if (!inside[x]) continue;
      const auto image = tiny_image(shape, x);
      std::uint64_t hashes[2];
      Hash::score(plan, image.data(), hashes);
      const HashedImage hashed{shape, plan.seed, image.data(), {hashes[0], hashes[1]}};
      double lower_before = 0;
      for (const std::uint32_t budget : budgets) {
        std::vector<std::uint16_t> witness(image.size());
        const CostBracket cost = solve_hash_search(hashed, rule.get(), budget, witness.data()).cost;
        const double lower = cost_value(rule.get(), cost.lower);
        EXPECT_LE(lower, truth[x] * (1 + 1e-12));
        EXPECT_GE(lower, lower_before) << "more tries never exclude less";
        EXPECT_GE(cost_value(rule.get(), cost.upper), truth[x] * (1 - 1e-12));
        EXPECT_EQ(key_between(rule, image, witness), cost.upper);
        EXPECT_FALSE(made.inside(witness));
        lower_before = lower;
        ++(cost.lower == cost.upper ? closed : open);
      }
    }
  }
  EXPECT_GT(open, 1000u);  // so the test above tests what it says
  EXPECT_GT(closed, 1000u);
}

template <class Costs>
void expect_every_class_in_order(const Costs& costs, std::uint32_t most, bool two) {
  const StepClasses<Costs> classes(costs, most, two);
  StepClass<Costs> steps;
  std::set<std::pair<std::uint32_t, std::uint32_t>> met;
  double before = 0;
  while (classes.next(steps)) {
    EXPECT_GE(steps.larger, std::max(1u, steps.smaller));
    EXPECT_LE(steps.larger, most);
    EXPECT_GE(Costs::approximate(steps.cost), before * (1 - 1e-15));
    before = Costs::approximate(steps.cost);
    EXPECT_TRUE(met.insert({steps.larger, steps.smaller}).second) << "met twice";
  }
  EXPECT_EQ(met.size(), most + (two ? most * (most + 1) / 2 : 0));
}

TEST(StepClasses, VisitsEveryClassOnceInOrderOfCost) {
  for (const double p : test_norms) {
    if (std::isinf(p)) continue;
    for (const std::uint32_t levels : {2u, 4u, 16u, 64u}) {
      const TestRule rule(p, levels);
      for (const bool two : {false, true}) {
        rule.get().with_costs([&](const auto& costs) {
          expect_every_class_in_order(costs, levels - 1, two);
          return 0;
        });
      }
    }
  }
}

/// The search tries every image with a largest change of 1 or 2 exactly once. None of these
/// images is outside a class that contains every image near this one.
TEST(ManyPixelSearch, TriesEveryImageOnce) {
  const Shape shape{1, 3, 3};
  const std::vector<std::uint16_t> level = {0, 3, 6};
  // Within 1 there are 2 * 3 * 3 images, within 2 there are 3 * 5 * 4.
  const std::uint32_t within_1 = 2 * 3 * 3 - 1, within_2 = 3 * 5 * 4 - 1;
  std::uint32_t met_both = 0;
  for (std::uint64_t seed = 0; seed < 4000000 && met_both == 0; ++seed) {
    CellPlan plan;
    plan.shape = shape;
    plan.seed = seed;
    std::uint64_t hashes[2];
    if (!Hash::inside(plan, Hash::score(plan, level.data(), hashes))) continue;
    const HashedImage hashed{shape, seed, level.data(), {hashes[0], hashes[1]}};
    Budget exactly(within_1);
    ManyPixelSearch search(hashed, exactly);
    if (search.find(1)) continue;
    EXPECT_FALSE(exactly.spent()) << "seed " << seed;
    EXPECT_FALSE(exactly.spend()) << "fewer images than there are; seed " << seed;
    ++met_both;
    Budget wide(within_2);
    ManyPixelSearch further(hashed, wide);
    EXPECT_FALSE(further.find(1));
    EXPECT_TRUE(further.find(2) || !wide.spent());
  }
  EXPECT_EQ(met_both, 1u);
}

}  // namespace
}  // namespace brink
