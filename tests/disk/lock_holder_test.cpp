// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/disk/lock_holder.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace brink {
namespace {

constexpr double young = 1, old = 2 * lock_lifetime_s;

TEST(LockHolder, IsReadBackFromItsText) {
  const LockHolder holder{12, "node 7", "2026-03-01T10:22:33Z", "boot pid:[3]", "456", false};
  const LockHolder read = parse_holder(holder.text()).value();
  EXPECT_EQ(read.pid, 12);
  EXPECT_EQ(read.host, "node 7");
  EXPECT_EQ(read.since, "2026-03-01T10:22:33Z");
  EXPECT_EQ(read.machine, "boot pid:[3]");
  EXPECT_EQ(read.started, "456");
  EXPECT_FALSE(read.locks);
  EXPECT_TRUE(parse_holder(this_holder(true).text()).value().locks);
}

TEST(LockHolder, IsNotReadFromHalfAText) {
  const std::string text = this_holder(true).text();
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(parse_holder(text.substr(0, size))) << size;
  }
  EXPECT_FALSE(parse_holder("pid x" + text.substr(text.find('\n'))));
}

TEST(LockHolder, OfThisMachineLivesAsLongAsItsProcess) {
  LockHolder holder = this_holder(true);
  EXPECT_TRUE(holder.is_on_this_machine());
  EXPECT_TRUE(holder.lives(old));
  holder.started += "1";  // this process now has its number
  EXPECT_FALSE(holder.lives(young));

  const pid_t child = fork();
  if (child == 0) _exit(0);
  siginfo_t ended{};
  waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT);
  holder.pid = child;
  EXPECT_FALSE(holder.lives(young));  // dead, but still a zombie
  waitpid(child, nullptr, 0);
  EXPECT_FALSE(holder.lives(young));
}

TEST(LockHolder, OfAnotherMachineLivesWhileItRenewsItsLock) {
  LockHolder holder = this_holder(true);
  holder.machine += " another boot";
  EXPECT_FALSE(holder.is_on_this_machine());
  EXPECT_TRUE(holder.lives(young));
  EXPECT_FALSE(holder.lives(old));
}

}  // namespace
}  // namespace brink
