// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/slice_pacer.hpp"

#include <gtest/gtest.h>

namespace brink {
namespace {

/// The time of the slice at which the pacer settles, where `images` images take `fixed` + `each`
/// * images seconds.
double settled_seconds(double fixed, double each, std::uint64_t parallel) {
  SlicePacer pacer(parallel, 1 << 20);
  double seconds = 0;
  for (int slice = 0; slice < 50; ++slice) {
    seconds = fixed + each * static_cast<double>(pacer.images());
    pacer.took(pacer.images(), seconds);
  }
  return seconds;
}

TEST(SlicePacer, BeginsWithMillisecondsOfWork) {
  EXPECT_EQ(SlicePacer(2, 64).images(), (1u << 22) / 64);
  EXPECT_EQ(SlicePacer(2, std::uint64_t{1} << 28).images(), 2u);
  EXPECT_EQ(SlicePacer(0, std::uint64_t{1} << 40).images(), 1u);
}

TEST(SlicePacer, SettlesAtASecond) {
  for (const double each : {1e-8, 1e-6, 1e-4, 1e-2}) {
    const double seconds = settled_seconds(0, each, 2);
    EXPECT_GT(seconds, 0.9) << each;
    EXPECT_LT(seconds, 1.1) << each;
  }
}

/// A second would fit only a few images; it is better to take all that share the drawing of
/// weights.
TEST(SlicePacer, TakesLongerForVeryLargeImages) {
  EXPECT_NEAR(settled_seconds(0, 0.1, 2), 3.2, 0.01);  // 16 images for each of two threads
  EXPECT_LE(settled_seconds(6, 1, 2), 15.5);
  EXPECT_NEAR(settled_seconds(0, 100, 2), 200, 1);  // less than one for each thread cannot be
}

/// Where a slice takes as long for few images as for many, it gets as many as the backend holds.
TEST(SlicePacer, FillsABackendOfConstantLatency) {
  SlicePacer pacer(264, 1 << 16);
  for (int slice = 0; slice < 50; ++slice) {
    pacer.can_hold(135'000);
    pacer.took(pacer.images(), 1.5);
  }
  EXPECT_EQ(pacer.images(), 135'000u);
}

TEST(SlicePacer, GrowsCarefullyAndShrinksAtOnce) {
  SlicePacer pacer(1, 1 << 22);
  pacer.took(1, 1e-7);  // a clock that did not move
  EXPECT_EQ(pacer.images(), 16u);
  pacer.took(16, 1.6);
  EXPECT_EQ(pacer.images(), 16u);  // a full round of one thread
  pacer.took(16, 160);
  EXPECT_EQ(pacer.images(), 1u);
}

TEST(SlicePacer, KnowsWhatIsWorthFinishing) {
  SlicePacer pacer(1, 1 << 22);
  EXPECT_TRUE(pacer.brief(4)) << "nothing is known yet";
  EXPECT_FALSE(pacer.brief(5)) << "nothing is known yet";
  pacer.took(10, 1);
  EXPECT_TRUE(pacer.brief(15));
  EXPECT_FALSE(pacer.brief(16));
}

}  // namespace
}  // namespace brink
