// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/mpi/pause.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace brink {
namespace {

using namespace std::chrono_literals;

TEST(Pause, SleepsGrowWhileNothingHappens) {
  Pause pause;
  EXPECT_EQ(pause.length(), 20us);
  int sleeps = 0;
  for (; pause.length() < 4ms; ++sleeps) {
    const Pause::Length before = pause.length();
    pause.sleep();
    ASSERT_GT(pause.length(), before);
    ASSERT_LE(pause.length(), before * 5 / 4);
  }
  EXPECT_GT(sleeps, 20);
  pause.sleep();
  EXPECT_EQ(pause.length(), 4ms);
}

TEST(Pause, AfterAResetTheyAreShort) {
  Pause pause;
  for (int i = 0; i < 10; ++i) pause.sleep();
  pause.reset();
  EXPECT_EQ(pause.length(), 20us);
}

/// A sleep of this length outlasts every deadline unless it is rung.
constexpr Pause::Length forever = 1000h;

TEST(Pause, ARingBeforeTheSleepIsNotLost) {
  Pause pause(forever, forever);
  pause.ring();
  pause.sleep();
}

TEST(Pause, ARingFromAnotherThreadEndsASleep) {
  Pause pause(forever, forever);
  for (int i = 0; i < 100; ++i) {
    const std::jthread bell([&] { pause.ring(); });
    pause.sleep();
  }
}

TEST(Pause, ARingEndsOneSleepAndTheNextIsShort) {
  Pause pause;
  for (int i = 0; i < 10; ++i) pause.sleep();
  pause.ring();
  pause.sleep();
  EXPECT_EQ(pause.length(), 20us);
  pause.sleep();
  EXPECT_GT(pause.length(), 20us) << "nobody rang again";
}

}  // namespace
}  // namespace brink
