// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cli/saver.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/own_clock.hpp"
#include "tests/result/sample_results.hpp"
#include "tests/temporary_folder.hpp"

namespace brink {
namespace {

constexpr double seldom = 1e6;  // seconds

/// Whether the end of a run with the results `now` is written after `before` was saved.
bool written_at_end(const Results& before, const Results& now) {
  const TemporaryFolder folder;
  const std::string path = folder / "saved.h5";
  OutputFile output(path, true, "");
  Saver saver(output, seldom);
  saver.maybe_save(before);  // the first save is cheap, and is made
  EXPECT_TRUE(std::filesystem::remove(path));
  saver.save_end(now);
  return std::filesystem::exists(path);
}

TEST(Saver, DoesNotWriteTheSameStateTwice) {
  const Results results = sample::results();
  EXPECT_FALSE(written_at_end(results, results));
}

TEST(Saver, WritesTheEndThatIsNotOnDisk) {
  const Results results = sample::results();
  Results more = results;
  more.cells.back().samples += 1;
  EXPECT_TRUE(written_at_end(results, more));
  Results finished = results, begun = results;
  begun.cells.front().done = false;
  finished.cells.front().done = true;
  EXPECT_TRUE(written_at_end(begun, finished));

  const TemporaryFolder folder;
  OutputFile output(folder / "saved.h5", true, "");
  Saver saver(output, seldom);
  saver.save_end(results);  // nothing was saved before
  EXPECT_TRUE(std::filesystem::exists(folder / "saved.h5"));
}

/// The run is too short for another save between its cells, because a save takes a second here.
TEST(Saver, WritesTheEndAfterASkippedSave) {
  const TemporaryFolder folder;
  OwnClock clock(1);
  const std::string path = folder / "saved.h5";
  const Results results = sample::results();
  Results more = results;
  more.cells.back().samples += 1;
  OutputFile output(path, true, "");
  Saver saver(output, seldom, clock.now());
  saver.maybe_save(results);
  EXPECT_TRUE(std::filesystem::remove(path));
  saver.maybe_save(more);
  EXPECT_FALSE(std::filesystem::exists(path));
  saver.save_end(more);
  EXPECT_TRUE(std::filesystem::exists(path));
}

TEST(Saver, SavesFinishedCellsForATwentiethOfTheTime) {
  const TemporaryFolder folder;
  const std::string path = folder / "saved.h5";
  OwnClock clock(1);
  OutputFile output(path, true, "");
  Saver saver(output, seldom, clock.now());
  Results results = sample::results();
  saver.maybe_save(results);
  EXPECT_TRUE(std::filesystem::remove(path));
  results.cells.back().samples += 1;
  clock.pass(18);
  saver.maybe_save(results);  // at 19 s
  EXPECT_FALSE(std::filesystem::exists(path));
  saver.maybe_save(results);  // at 21 s: due() has looked at the clock as well
  EXPECT_TRUE(std::filesystem::exists(path));
}

TEST(Saver, IsDueAfterTheLongestWait) {
  const TemporaryFolder folder;
  OwnClock clock;
  OutputFile output(folder / "saved.h5", true, "");
  const Saver saver(output, 30, clock.now());
  EXPECT_FALSE(saver.due());
  clock.pass(29);
  EXPECT_FALSE(saver.due());
  EXPECT_TRUE(saver.due(2)) << "what is computed next would take too long";
  clock.pass(1);
  EXPECT_TRUE(saver.due());
}

/// --save-every 0 of a file that takes seconds to save.
TEST(Saver, TakesAtMostATwentiethOfTheTime) {
  const TemporaryFolder folder;
  OwnClock clock;
  double saving = 0;
  OutputFile output(folder / "saved.h5", true, "");
  Saver saver(output, 0, [&, now = clock.now()] {
    clock.pass(saving);
    return now();
  });
  EXPECT_TRUE(saver.due());
  saving = 4;
  saver.maybe_save(sample::results());
  saving = 0;
  clock.pass(79);
  EXPECT_FALSE(saver.due(10)) << "whatever comes next";
  clock.pass(2);
  EXPECT_TRUE(saver.due());
}

/// A file is in the place of the folder, so that nothing can be written until the file is gone.
TEST(Saver, TriesAgainAfterASaveThatFailed) {
  const TemporaryFolder folder;
  const std::string path = folder / "results/saved.h5";
  OutputFile output(path, true, "");
  std::filesystem::remove_all(folder / "results");
  write_bytes(folder / "results", "in the way");
  Saver saver(output, seldom);
  const Results results = sample::results();
  saver.maybe_save(results);
  saver.save_now(results);
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_TRUE(saver.due(1));  // the second pause is 1 s
  std::filesystem::remove(folder / "results");
  saver.save_now(results);
  EXPECT_TRUE(std::filesystem::exists(path));
  EXPECT_FALSE(saver.due(1));
}

TEST(Saver, FailsOnlyWithTheLastSave) {
  const TemporaryFolder folder;
  OutputFile output(folder / "results/saved.h5", true, "");
  std::filesystem::remove_all(folder / "results");
  write_bytes(folder / "results", "in the way");
  Saver saver(output, seldom);
  try {
    saver.save_end(sample::results());
    FAIL() << "it was saved";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Exit::failed);
    EXPECT_NE(std::string(error.what()).find("; lost: all"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace brink
