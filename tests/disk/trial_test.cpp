// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/disk/trial.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "host/error.hpp"

namespace brink {
namespace {

TEST(Trial, SaysNothingOfWorkThatEnds) {
  EXPECT_EQ(try_in_child(0, [] {}), "");
}

TEST(Trial, HappensElsewhere) {
  int done = 0;
  const pid_t here = getpid();
  EXPECT_EQ(try_in_child(0,
                         [&] {
                           done = 1;
                           if (getpid() == here) throw std::logic_error("in the same process");
                         }),
            "");
  EXPECT_EQ(done, 0);
}

/// The error is longer than the buffer of a pipe.
TEST(Trial, PassesErrorsOn) {
  const std::string line(200'000, 'x');
  try {
    try_in_child(0, [&] { throw Error(Exit::usage, line); });
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Exit::usage);
    EXPECT_EQ(error.what(), line);
  }
}

TEST(Trial, SurvivesWhatTheChildDoesNot) {
  EXPECT_NE(try_in_child(0, [] { std::abort(); }), "");
  EXPECT_NE(try_in_child(0, [] { std::raise(SIGSEGV); }), "");
  EXPECT_NE(try_in_child(0, [] { std::raise(SIGKILL); }), "");
  EXPECT_NE(try_in_child(0, [] { throw std::out_of_range("not an Error"); }), "");
}

TEST(Trial, GrantsNoMemoryOfATerabyte) {
  EXPECT_NE(
      try_in_child(0,
                   [] {
                     constexpr std::size_t terabyte = std::size_t{1} << 40;
                     if (mmap(nullptr, terabyte, PROT_NONE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) == MAP_FAILED) {
                       throw std::bad_alloc();
                     }
                   }),
      "");
}

TEST(Trial, EndsAnEndlessLoop) {
  EXPECT_NE(try_in_child(0,
                         [] {
                           for (std::atomic<unsigned> i = 0;; ++i) continue;
                         }),
            "");
}

/// Some launchers leave this setting, with which the child's status is lost.
TEST(Trial, WorksWhereChildrenAreIgnored) {
  const auto before = std::signal(SIGCHLD, SIG_IGN);
  EXPECT_EQ(try_in_child(0, [] {}), "");
  EXPECT_NE(try_in_child(0, [] { std::abort(); }), "");
  std::signal(SIGCHLD, before);
}

}  // namespace
}  // namespace brink
