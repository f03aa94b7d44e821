// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/progress.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <thread>
#include <vector>

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
    Progress progress(ProgressMode::live, 100);
    progress.start_group({"h=1 n=8 b=8", "", 10, 100});
    std::this_thread::sleep_for(std::chrono::milliseconds(150));  // longer than it waits
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([&] { progress.add_images(1); });
    threads.clear();
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    progress.add_images(1);
  }
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("h=1 n=8 b=8  50 %"), std::string::npos) << text;
  EXPECT_EQ(text.find('\n'), std::string::npos);
  EXPECT_TRUE(text.ends_with("\r\033[K")) << text;
}

/// Half of the work was done by an earlier run, in no time that this one knows of.
TEST(Progress, EtaIsOfWhatIsLeft) {
  testing::internal::CaptureStderr();
  {
    Progress progress(ProgressMode::live, 1000, 500);
    progress.start_group({"shape", "", 10, 100});
    std::this_thread::sleep_for(std::chrono::milliseconds(1000));
    progress.add_images(10);  // 100 of 500 pixels in a second: 4 more
  }
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("shape  60 %"), std::string::npos) << text;
  EXPECT_NE(text.find("images/s"), std::string::npos) << text;
  EXPECT_TRUE(text.find("ETA 0:04") != std::string::npos ||
              text.find("ETA 0:05") != std::string::npos)  // a busy machine sleeps longer
      << text;
}

/// Pixels of one shape may take far longer than those of another.
TEST(Progress, EtaOfAGroupIsOfItsOwnSpeed) {
  testing::internal::CaptureStderr();
  {
    Progress progress(ProgressMode::live, 2e9);
    progress.start_group({"quick", "", 1e9, 1e9});
    progress.add_images(1);
    progress.start_group({"slow", "", 10, 1e9});
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    progress.add_images(1);
  }
  const std::string text = testing::internal::GetCapturedStderr();
  // 1e8 images at no more than seven a second.
  const std::regex years("slow  50 %.*ETA [0-9]{4,}:[0-9:]+");
  EXPECT_TRUE(std::regex_search(text, years)) << text;
}

TEST(Progress, TellsHowWideTheIntervalsAre) {
  testing::internal::CaptureStderr();
  {
    Progress progress(ProgressMode::live, 100);
    progress.start_group({"shape", "", 10, 100});
    WidthRange narrow, wide;
    narrow.add(0.125);
    wide.add(0.5);
    progress.set_widths(narrow, true, 0);
    progress.set_widths(wide, false, 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    progress.add_images(1);
  }
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("intervals 0.12 to 0.5 wide"), std::string::npos) << text;
}

TEST(Progress, ModeFollowsTheTerminal) {
  EXPECT_EQ(progress_mode(true), ProgressMode::quiet);
  testing::internal::CaptureStderr();  // no terminal now
  EXPECT_EQ(progress_mode(false), ProgressMode::lines);
  testing::internal::GetCapturedStderr();
}

}  // namespace
}  // namespace brink
