// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/progress.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <thread>
#include <vector>

#include "tests/own_clock.hpp"

namespace brink {
namespace {

TEST(Progress, QuietSaysNothing) {
  testing::internal::CaptureStderr();
  {
    Progress progress(ProgressMode::quiet, 100);
    progress.start_group({"shape", "", 10, 100});
    for (int i = 0; i < 10; ++i) progress.add_images(1);
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Progress, LiveRedrawsOneLineAndClearsIt) {
  testing::internal::CaptureStderr();
  {
    OwnClock clock;
    Progress progress(ProgressMode::live, 100, 0, clock.now());
    progress.start_group({"h=1 n=8 b=8", "", 10, 100});
    clock.pass(0.15);  // longer than it waits
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([&] { progress.add_images(1); });
    threads.clear();
    clock.pass(0.15);
    progress.add_images(1);
  }
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("h=1 n=8 b=8  50 %"), std::string::npos) << text;
  EXPECT_EQ(text.find('\n'), std::string::npos);
  EXPECT_TRUE(text.ends_with("\r\033[K")) << text;
}

/// How many lines are printed for so many images, with one image every `step` seconds.
long lines_told(ProgressMode mode, int images, double step) {
  testing::internal::CaptureStderr();
  {
    OwnClock clock;
    Progress progress(mode, 1e6, 0, clock.now());
    progress.start_group({"shape", "", 10, 1e6});
    for (int i = 0; i < images; ++i) {
      clock.pass(step);
      progress.add_images(1);
    }
  }
  const std::string text = testing::internal::GetCapturedStderr();
  return std::count(text.begin(), text.end(), mode == ProgressMode::live ? '%' : '\n');
}

TEST(Progress, TellsALineEveryTenSecondsAndRedrawsItEveryTenth) {
  EXPECT_EQ(lines_told(ProgressMode::lines, 39, 0.25), 0);
  EXPECT_EQ(lines_told(ProgressMode::lines, 40, 0.25), 1);
  EXPECT_EQ(lines_told(ProgressMode::lines, 410, 0.25), 10);
  EXPECT_EQ(lines_told(ProgressMode::live, 6, 1.0 / 64), 0);
  EXPECT_EQ(lines_told(ProgressMode::live, 7, 1.0 / 64), 1);
  EXPECT_EQ(lines_told(ProgressMode::live, 70, 1.0 / 64), 10);
}

/// An earlier run did half of the work, in a time that this run does not know.
TEST(Progress, EtaIsOfWhatIsLeft) {
  testing::internal::CaptureStderr();
  {
    OwnClock clock;
    Progress progress(ProgressMode::live, 1000, 500, clock.now());
    progress.start_group({"shape", "", 10, 100});
    clock.pass(1);
    progress.add_images(10);  // 100 of 500 pixels in a second: 4 more
  }
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("shape  60 %"), std::string::npos) << text;
  EXPECT_NE(text.find("10 images/s"), std::string::npos) << text;
  EXPECT_NE(text.find("ETA 0:04"), std::string::npos) << text;
}

TEST(Progress, TellsProgramsInJson) {
  testing::internal::CaptureStderr();
  {
    OwnClock clock;
    Progress progress(ProgressMode::json, 1000, 500, clock.now());
    progress.start_group({"shape", "", 10, 100});
    clock.pass(1);
    progress.add_images(10);
    clock.pass(0.05);  // too early for another line
    progress.add_images(1);
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            R"({"doing": "shape", "pixels": 600, "pixels_total": 1000, "seconds_left": 4, )"
            R"("narrowest": null, "widest": null})"
            "\n");
}

/// Pixels of one shape may take far longer than those of another.
TEST(Progress, EtaOfAGroupIsOfItsOwnSpeed) {
  testing::internal::CaptureStderr();
  {
    OwnClock clock;
    Progress progress(ProgressMode::live, 2e9, 0, clock.now());
    progress.start_group({"quick", "", 1e9, 1e9});
    clock.pass(0.05);
    progress.add_images(1);
    progress.start_group({"slow", "", 10, 1e9});
    clock.pass(0.36);
    progress.add_images(1);
  }
  const std::string text = testing::internal::GetCapturedStderr();
  // 1e8 images take 0.36 s each.
  EXPECT_TRUE(std::regex_search(text, std::regex("slow  50 %.*ETA 10000:00:00"))) << text;
}

TEST(Progress, TellsHowWideTheIntervalsAre) {
  testing::internal::CaptureStderr();
  {
    OwnClock clock;
    Progress progress(ProgressMode::live, 100, 0, clock.now());
    progress.start_group({"shape", "", 10, 100});
    WidthRange narrow, wide;
    narrow.add(0.125);
    wide.add(0.5);
    progress.set_widths(narrow, true, 0);
    progress.set_widths(wide, false, 0);
    clock.pass(0.15);
    progress.add_images(1);
  }
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("intervals 0.12 to 0.5 wide"), std::string::npos) << text;
}

TEST(Progress, AsksForWidthsEachSecondUnlessTheyCostMuch) {
  OwnClock clock;
  Progress progress(ProgressMode::lines, 100, 0, clock.now());
  clock.pass(0.9);
  EXPECT_FALSE(progress.wants_widths());
  clock.pass(0.2);
  EXPECT_TRUE(progress.wants_widths());
  progress.set_widths({}, false, 0.1);  // at most 2 % of the time
  clock.pass(4.9);
  EXPECT_FALSE(progress.wants_widths());
  clock.pass(0.2);
  EXPECT_TRUE(progress.wants_widths());
  EXPECT_FALSE(Progress(ProgressMode::quiet, 100).wants_widths());
}

TEST(Progress, ModeFollowsTheTerminal) {
  EXPECT_EQ(progress_mode(true), ProgressMode::quiet);
  testing::internal::CaptureStderr();  // no terminal now
  EXPECT_EQ(progress_mode(false), ProgressMode::lines);
  testing::internal::GetCapturedStderr();
}

}  // namespace
}  // namespace brink
