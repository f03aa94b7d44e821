// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/network/network.hpp"

#include <gtest/gtest.h>

#include "host/cpu/draw/network_tables.hpp"
#include "tests/cuda/naive_network.hpp"
#include "tests/cuda/whole_image.hpp"

namespace brink {
namespace {

/// A network's plan with the tables that it points to.
class PlannedNetwork {
 public:
  PlannedNetwork(Shape shape, std::uint32_t layers, std::uint32_t width, std::uint64_t seed)
      : tables_({shape, layers, width}, seed) {
    plan_.shape = shape;
    plan_.seed = seed;
    plan_.network = tables_.plan();
  }
  const CellPlan& plan() const { return plan_; }

 private:
  NetworkTables tables_;
  CellPlan plan_;
};

class NetworkSpace : public testing::TestWithParam<Shape> {};
INSTANTIATE_TEST_SUITE_P(Spaces, NetworkSpace,
                         testing::Values(Shape{1, 1, 1}, Shape{1, 1, 7}, Shape{1, 3, 2},
                                         Shape{2, 1, 1}, Shape{2, 1, 3}, Shape{2, 2, 1},
                                         Shape{3, 1, 1}, Shape{1, 9, 1}));

TEST_P(NetworkSpace, HoldsTheTrueDistances) {
  for (const double p : test_norms) {
    std::uint64_t images = 0, open = 0, reached = 0;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      for (const std::uint32_t layers : {2u, 3u}) {
        const PlannedNetwork network(GetParam(), layers, seed % 2 == 0 ? 4 : 7, seed);
        const HeldDistances held = hold_to_the_truth<Network>(network.plan(), p);
        images += held.images;
        open += held.open;
        reached += held.reached;
      }
    }
    ASSERT_GT(images, 0u);
    // The attack is a heuristic, but a good one: it reaches the true cost for more than half of
    // the images.
    EXPECT_GT(2 * reached, images) << "p=" << p;
    if (GetParam().pixels() > 3) {
      EXPECT_LT(open, images) << "the certificate never meets the attack at p=" << p;
    }
  }
}

TEST_P(NetworkSpace, MembersAreThoseOfTheDefinition) {
  const Shape shape = GetParam();
  const PlannedNetwork network(shape, 2, 8, 5);
  const NaiveNetwork naive(shape, 2, 8, 5);
  WholeImageClass<Network> made(network.plan());
  const std::size_t images = std::size_t{1} << (shape.b * shape.pixels());
  for (std::size_t x = 0; x < images; ++x) {
    const auto image = tiny_image(shape, x);
    const std::int64_t score = naive.score(image);
    ASSERT_EQ(made.inside(image), score > 0) << x;
    made.inside(tiny_image(shape, images - 1 - x));
    ASSERT_EQ(made.score(), -score) << x;
  }
}

}  // namespace
}  // namespace brink
