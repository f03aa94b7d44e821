// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/mpi/pause.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace brink {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

int sleeps_within(Pause& pause, milliseconds time) {
  const auto end = Clock::now() + time;
  int sleeps = 0;
  for (; Clock::now() < end; ++sleeps) pause.sleep();
  return sleeps;
}

TEST(Pause, SleepsGrowWhileNothingHappens) {
  Pause pause;
  EXPECT_LE(sleeps_within(pause, milliseconds(200)), 80);  // 4 ms long before the end
  const auto start = Clock::now();
  pause.sleep();
  EXPECT_GE(Clock::now() - start, milliseconds(4));
}

TEST(Pause, ResetSleepsAreShort) {
  Pause pause;
  sleeps_within(pause, milliseconds(50));
  auto shortest = Clock::duration::max();  // a busy machine oversleeps, not always
  for (int i = 0; i < 20; ++i) {
    pause.reset();
    const auto start = Clock::now();
    pause.sleep();
    shortest = std::min(shortest, Clock::now() - start);
  }
  EXPECT_LT(shortest, milliseconds(2));
}

TEST(Pause, RingEndsOneSleep) {
  Pause pause;
  auto shortest = Clock::duration::max();
  for (int i = 0; i < 20; ++i) {
    sleeps_within(pause, milliseconds(30));
    pause.ring();  // before the sleep: it must not be lost
    const auto start = Clock::now();
    pause.sleep();
    shortest = std::min(shortest, Clock::now() - start);
  }
  EXPECT_LT(shortest, milliseconds(1));
}

TEST(Pause, RingComesFromAnotherThread) {
  Pause pause;
  std::atomic<bool> over{false};
  std::jthread bell([&] {
    while (!over) pause.ring();
  });
  const auto start = Clock::now();
  for (int i = 0; i < 1000; ++i) pause.sleep();
  EXPECT_LT(Clock::now() - start, milliseconds(3000));  // unrung, 4 s
  over = true;
}

}  // namespace
}  // namespace brink
