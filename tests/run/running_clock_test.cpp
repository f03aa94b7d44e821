// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/running_clock.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "host/run/progress.hpp"

namespace brink {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

/// A process for which a test lets time pass.
class RunningClockTest : public testing::Test {
 protected:
  void pass(Clock::duration time, Clock::duration processor) {
    reading_.time += time;
    reading_.processor += processor;
  }
  double seconds() { return std::chrono::duration<double>(clock.now() - start_).count(); }

 private:
  RunningClock::Reading reading_{Clock::time_point(1000s), 5s};

 protected:
  RunningClock clock{[this] { return reading_; }};

 private:
  Clock::time_point start_ = clock.now();
};

TEST_F(RunningClockTest, RunsLikeAnyClockWhileItIsLookedAt) {
  for (int look = 1; look <= 100; ++look) {
    pass(50ms, 0ms);  // waiting for a device or a disk takes no processor time
    EXPECT_NEAR(seconds(), 0.05 * look, 1e-6);
  }
}

TEST_F(RunningClockTest, StandsStillWhileTheProcessIsStopped) {
  pass(50ms, 50ms);
  EXPECT_NEAR(seconds(), 0.05, 1e-6);
  pass(3600s, 20ms);
  EXPECT_NEAR(seconds(), 0.07, 1e-6);
  pass(50ms, 50ms);
  EXPECT_NEAR(seconds(), 0.12, 1e-6);
  for (int stop = 0; stop < 10; ++stop) {
    pass(3s, 0s);
    seconds();
  }
  EXPECT_NEAR(seconds(), 0.12, 1e-6);
}

TEST_F(RunningClockTest, WorkWithoutALookCounts) {
  pass(60s, 60s);
  EXPECT_NEAR(seconds(), 60, 1e-6);
  pass(60s, 240s);  // of four threads
  EXPECT_NEAR(seconds(), 120, 1e-6);
  pass(3600s, 30s);  // stopped after half a minute
  EXPECT_NEAR(seconds(), 150, 1e-6);
}

TEST_F(RunningClockTest, ACrowdedMachineIsNoStop) {
  pass(1500ms, 1ms);
  EXPECT_NEAR(seconds(), 1.5, 1e-6);
}

TEST_F(RunningClockTest, ProgressForgetsThePause) {
  testing::internal::CaptureStderr();
  {
    Progress progress(ProgressMode::lines, 1000, 0, [this] { return clock.now(); });
    progress.start_group({"shape", "", 10, 1000});
    for (int second = 0; second < 10; ++second) {
      pass(1s, 1s);
      if (second == 5) pass(3600s, 0s);
      progress.add_images(1);  // 10 pixels a second: 900 are left
    }
  }
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("10 %  1 images/s"), std::string::npos) << text;
  EXPECT_NE(text.find("ETA 1:30"), std::string::npos) << text;
}

TEST(RunningClock, OfThisProcess) {
  RunningClock clock;
  const Clock::time_point before = clock.now();
  EXPECT_LE(before, clock.now());
  const RunningClock::Reading reading = RunningClock::this_process();
  EXPECT_GT(reading.processor, 0s);
}

}  // namespace
}  // namespace brink
