// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/disk/write_lock.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <thread>
#include <tuple>

#include "tests/temporary_folder.hpp"

namespace brink {
namespace {

using Names = std::vector<std::string>;

/// The error line that refuses a lock.
std::string refusal(const std::string& path) {
  try {
    const WriteLock lock(path);
  } catch (const Occupied& error) {
    EXPECT_EQ(error.code(), Exit::failed);
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
    return error.what();
  }
  ADD_FAILURE() << path << " was locked twice";
  return {};
}

/// For flock(), another open file is another holder, even in one process.
TEST(WriteLock, RefusesTheSecondByName) {
  const TemporaryFolder folder;
  const std::string path = folder / "a.h5";
  {
    const WriteLock first(path);
    const LockHolder holder = *parse_holder(read_bytes(folder / ".a.h5.lock"));
    EXPECT_EQ(refusal(path), "cannot write " + path + ": process " + std::to_string(getpid()) +
                                 " on host " + holder.host + " has been writing it since " +
                                 holder.since +
                                 "; accepted: wait for its end, or -o for another file");
    const WriteLock other(folder / "b.h5");
  }
  EXPECT_EQ(folder.names(), Names{});
  const WriteLock again(path);
}

TEST(WriteLock, KnowsEveryNameOfAFile) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "real");
  write_bytes(folder / "real/a.h5", "old");
  std::filesystem::create_directory_symlink("real", folder / "alias");
  std::filesystem::create_symlink("real/a.h5", folder / "link.h5");
  std::filesystem::create_symlink("alias/new.h5", folder / "dangling.h5");
  const WriteLock first(folder / "link.h5");
  for (const char* const name : {"real/a.h5", "alias/a.h5", "alias/../real/./a.h5"}) {
    EXPECT_NE(refusal(folder / name), "") << name;
  }
  const WriteLock second(folder / "dangling.h5");
  EXPECT_NE(refusal(folder / "real/new.h5"), "");
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder / "real");
  EXPECT_NE(refusal("a.h5"), "");
  std::filesystem::current_path(before);
}

TEST(WriteLock, TakesThatOfADeadProcess) {
  const TemporaryFolder folder;
  LockHolder dead = this_holder(true);
  dead.started = "1";  // a process that had this one's number
  for (const std::string& left : {dead.text(), std::string(), std::string("half a li")}) {
    write_bytes(folder / ".a.h5.lock", left);
    {
      const WriteLock lock(folder / "a.h5");
      EXPECT_EQ(parse_holder(read_bytes(folder / ".a.h5.lock"))->pid, getpid());
    }
    EXPECT_EQ(folder.names(), Names{});
  }
}

/// The process keeps others away by the lock file alone, where there is no flock().
TEST(WriteLock, RespectsOneThatHoldsNoFlock) {
  const TemporaryFolder folder;
  LockHolder holder = this_holder(false);
  write_bytes(folder / ".a.h5.lock", holder.text());
  EXPECT_NE(refusal(folder / "a.h5").find("if that process is gone, remove"), std::string::npos);
  holder.started = "1";
  write_bytes(folder / ".a.h5.lock", holder.text());
  const WriteLock lock(folder / "a.h5");
}

/// A holder of flock() that writes nothing cannot be named as a Brink process.
TEST(WriteLock, RefusesAHolderWithoutAName) {
  const TemporaryFolder folder;
  const int held = open((folder / ".a.h5.lock").c_str(), O_WRONLY | O_CREAT, 0600);
  ASSERT_EQ(flock(held, LOCK_EX), 0);
  EXPECT_NE(refusal(folder / "a.h5").find("another process"), std::string::npos);
  close(held);
}

TEST(WriteLock, RemovesWhatAKilledRunLeft) {
  const TemporaryFolder folder;
  for (const char* const left :
       {".a.h5.tmp-1", ".a.h5.tmp-23-4", ".b.h5.tmp-1", ".a.h5.tmp-mine"}) {
    write_bytes(folder / left, "left");
  }
  { const WriteLock lock(folder / "a.h5"); }
  EXPECT_EQ(folder.names(), (Names{".a.h5.tmp-mine", ".b.h5.tmp-1"}));
}

TEST(WriteLock, IsTakenAgainWithItsFolder) {
  const TemporaryFolder folder;
  WriteLock lock(folder / "results/a.h5");
  EXPECT_FALSE(lock.renew());
  std::filesystem::remove_all(folder / "results");
  EXPECT_TRUE(lock.renew());
  EXPECT_FALSE(lock.renew());
  EXPECT_NE(refusal(folder / "results/a.h5"), "");
}

TEST(WriteLock, IsNotTakenBackFromAnother) {
  const TemporaryFolder folder;
  WriteLock lost(folder / "a.h5");
  std::filesystem::remove(folder / ".a.h5.lock");
  const WriteLock next(folder / "a.h5");
  EXPECT_THROW(lost.renew(), Occupied);
}

TEST(WriteLock, FollowsNoLinkInPlaceOfItsFile) {
  const TemporaryFolder folder;
  write_bytes(folder / "precious", "kept");
  std::filesystem::create_symlink("precious", folder / ".a.h5.lock");
  EXPECT_THROW(WriteLock(folder / "a.h5"), Error);
  EXPECT_EQ(read_bytes(folder / "precious"), "kept");
}

/// Processes that start at the same time: one goes on, whatever a dead process has left.
TEST(WriteLock, IsHeldByOneOfManyThatStartAtOnce) {
  constexpr int processes = 6, rounds = 40;
  const TemporaryFolder folder;
  for (int round = 0; round < rounds; ++round) {
    if (round % 2 == 1) write_bytes(folder / ".a.h5.lock", "left");
    std::array<int, 2> start{}, told{}, end{};
    ASSERT_EQ(pipe(start.data()), 0);
    ASSERT_EQ(pipe(told.data()), 0);
    ASSERT_EQ(pipe(end.data()), 0);
    for (int i = 0; i < processes; ++i) {
      if (fork() != 0) continue;
      close(end[1]);
      char token = 0;
      std::ignore = read(start[0], &token, 1);
      std::optional<WriteLock> lock;
      char outcome = 'o';
      try {
        lock.emplace(folder / "a.h5");
      } catch (const Occupied&) {
        outcome = 'x';
      } catch (const Error&) {
        outcome = 'e';
      }
      std::ignore = write(told[1], &outcome, 1);
      std::ignore = read(end[0], &token, 1);  // until the test closes the other end
      lock.reset();
      _exit(0);
    }
    std::ignore = write(start[1], std::string(processes, 'g').data(), processes);
    std::string outcomes(processes, '?');
    for (char& outcome : outcomes) ASSERT_EQ(read(told[0], &outcome, 1), 1);
    std::sort(outcomes.begin(), outcomes.end());
    EXPECT_EQ(outcomes, "o" + std::string(processes - 1, 'x'));
    for (const auto& pipe : {start, told, end}) {
      for (const int side : pipe) close(side);
    }
    for (int i = 0; i < processes; ++i) wait(nullptr);
    EXPECT_EQ(folder.names(), Names{});
  }
}

/// Processes take the lock in turns. Two never hold it at once, even if one takes it while
/// another releases it.
TEST(WriteLock, IsNeverHeldByTwo) {
  constexpr int processes = 6, turns = 500;
  const TemporaryFolder folder;
  for (int i = 0; i < processes; ++i) {
    if (fork() != 0) continue;
    for (int turn = 0; turn < turns;) {
      try {
        const WriteLock lock(folder / "a.h5");
        const int alone = open((folder / "inside").c_str(), O_CREAT | O_EXCL | O_WRONLY, 0600);
        if (alone < 0) _exit(1);
        close(alone);
        std::filesystem::remove(folder / "inside");
        ++turn;
      } catch (const Occupied&) {
        std::this_thread::yield();
      }
    }
    _exit(0);
  }
  for (int i = 0; i < processes; ++i) {
    int status = -1;
    wait(&status);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(folder.names(), Names{});
}

}  // namespace
}  // namespace brink
