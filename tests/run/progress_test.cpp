// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/progress.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace brink {
namespace {

TEST(Progress, QuietSaysNothing) {
  testing::internal::CaptureStderr();
  {
    Progress progress(ProgressMode::quiet, 100);
    progress.start_group("shape", 10);
    for (int i = 0; i < 10; ++i) progress.add_images(1);
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Progress, LiveRedrawsOneLineAndClearsIt) {
  testing::internal::CaptureStderr();
  {
    Progress progress(ProgressMode::live, 100);
    progress.start_group("h=1 n=8 b=8", 10);
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

TEST(Progress, ModeFollowsTheTerminal) {
  EXPECT_EQ(progress_mode(true), ProgressMode::quiet);
  testing::internal::CaptureStderr();  // no terminal now
  EXPECT_EQ(progress_mode(false), ProgressMode::lines);
  testing::internal::GetCapturedStderr();
}

}  // namespace
}  // namespace brink
