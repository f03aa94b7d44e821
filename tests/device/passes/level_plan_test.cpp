// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/level_plan.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cuda/classifier/brightness/brightness.hpp"
#include "cuda/classifier/majority_bit/majority_bit.hpp"
#include "host/cpu/levels/level_windows.hpp"

namespace brink::device {
namespace {

using Method = LevelPlan::Method;

/// The plan of brightness and majority_bit together, at p below and above 1.
LevelPlan plan_of(Shape shape, Regimes regimes = {true, true}) {
  CellPlan cell;
  cell.shape = shape;
  const LevelWindows windows =
      united(Brightness::windows(cell, regimes), MajorityBit::windows(cell, regimes));
  return level_plan(shape, windows, true, shape.pixels());
}

/// So many clients of one plan, laid out.
LevelArguments laid_out(const LevelPlan& plan, std::uint32_t clients, Mapping mapping,
                        unsigned threads) {
  LevelArguments arguments;
  arguments.clients = clients;
  for (std::uint32_t c = 0; c < clients; ++c) arguments.client[c].plan = plan;
  lay_out(arguments, mapping, threads);
  return arguments;
}

TEST(LevelPlan, FitsIntoSharedMemoryAtEveryShape) {
  for (std::uint32_t b = 1; b <= max_bit_depth; ++b) {
    for (std::uint32_t n = 1; n <= max_side; n = n < 64 ? n + 1 : n * 5 / 4) {
      const Shape shape{n, 1, b};
      const LevelPlan plan = plan_of(shape);
      // Windows are at most 6 q/sqrt(N) levels and one more each, and N >= q/16.
      const double q = shape.levels();
      EXPECT_LE(plan.storage, std::max(24 * std::sqrt(q) + 3, std::min(q, 2048.0)))
          << n << " " << b;
      EXPECT_EQ(plan.padding + plan.pixels, shape.blocks() * 4 * shape.pixels_per_word());
    }
  }
}

TEST(LevelPlan, CountsInTheCheapestWay) {
  EXPECT_EQ(plan_of({300, 1, 1}).method, Method::ones);
  EXPECT_EQ(plan_of({5, 1, 16}).method, Method::list);
  EXPECT_EQ(plan_of({4, 1, 4}).method, Method::windows);
  EXPECT_EQ(plan_of({4, 1, 4}).storage, 16u);  // every level
  const LevelPlan large = plan_of({1024, 1, 8});
  EXPECT_EQ(large.method, Method::singles);
  EXPECT_TRUE(large.partial);
  const std::uint64_t counted = std::uint64_t{large.counted_blocks} * 16;
  EXPECT_GE(counted, *counted_part({1024, 1, 8}, large.windows));
  EXPECT_LT(counted, *counted_part({1024, 1, 8}, large.windows) + 16);
  const LevelPlan deep = plan_of({65, 1, 16});
  EXPECT_EQ(deep.method, Method::windows);
  EXPECT_FALSE(deep.partial);
  EXPECT_LT(deep.storage, deep.levels / 8);
}

/// Lane k of a warp uses bank k * storage + place of 32, with the same place in all lanes.
TEST(LevelPlan, ThreadsOfAWarpMeetDifferentBanks) {
  constexpr std::uint32_t banks = 32;
  for (std::uint32_t b = 2; b <= max_bit_depth; ++b) {
    for (std::uint32_t n = 1; n <= 64; ++n) {
      const LevelPlan plan = plan_of({n, 1, b});
      for (std::uint32_t clients = 1; clients <= most_level_clients; ++clients) {
        const std::uint32_t words = laid_out(plan, clients, Mapping::thread, level_threads).storage;
        EXPECT_GE(words, clients * plan.storage);
        std::uint32_t met = 0;
        for (std::uint32_t lane = 0; lane < banks; ++lane) met |= 1u << lane * words % banks;
        EXPECT_EQ(met, ~0u) << "n=" << n << " b=" << b;
      }
    }
  }
}

TEST(LevelPlan, IsThatOfItsMapping) {
  const LevelPlan list = plan_of({5, 1, 16});
  EXPECT_EQ(laid_out(list, 1, Mapping::thread, 256).storage, 25u);
  EXPECT_EQ(laid_out(list, 1, Mapping::warp, 256).storage, 32u);
  EXPECT_EQ(laid_out(list, 2, Mapping::warp, 256).storage, 64u);
  const LevelPlan windows = plan_of({4, 1, 4});
  EXPECT_EQ(laid_out(windows, 1, Mapping::thread, 256).storage, 17u);
  EXPECT_EQ(laid_out(windows, 3, Mapping::thread, 256).storage, 49u);
  EXPECT_EQ(laid_out(windows, 3, Mapping::thread, 256).client[2].storage, 32u);
  EXPECT_EQ(laid_out(windows, 1, Mapping::warp, 256).copies, 1u);
  EXPECT_EQ(laid_out(windows, 1, Mapping::block, 256).copies, 8u);
  EXPECT_EQ(laid_out(windows, 1, Mapping::block, 64).copies, 2u);
}

TEST(LevelPlan, TheSecondLookCountsEverything) {
  const Shape shape{1024, 1, 8};
  LevelArguments arguments = laid_out(plan_of(shape), 2, Mapping::block, 256);
  arguments.source = PhiloxSource({shape, 1, false});
  arguments.fields = LevelFields(shape);
  count_every_level(arguments);
  EXPECT_EQ(arguments.storage, 256u);  // one client at a time
  EXPECT_EQ(arguments.client[1].storage, 0u);
  const LevelPlan& every = arguments.client[1].plan;
  EXPECT_EQ(every.method, Method::windows);
  EXPECT_EQ(every.windows.low, 256u);
  EXPECT_EQ(every.storage, 256u);
  EXPECT_EQ(every.counted_blocks, arguments.source.blocks);
  EXPECT_FALSE(every.partial);
}

}  // namespace
}  // namespace brink::device
