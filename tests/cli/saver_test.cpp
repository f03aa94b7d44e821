// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cli/saver.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/result/sample_results.hpp"
#include "tests/result/temporary_folder.hpp"

namespace brink {
namespace {

constexpr double seldom = 1e6;  // seconds

/// Whether the end of a run that is `now` gets written, after `before` was saved.
bool written_at_end(const Results& before, const Results& now) {
  const TemporaryFolder folder;
  const std::string path = folder / "saved.h5";
  Saver saver(path, seldom);
  saver.maybe_save(before);  // the first one costs nothing yet, and is made
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
  Saver saver(folder / "saved.h5", seldom);
  saver.save_end(results);  // nothing was saved before
  EXPECT_TRUE(std::filesystem::exists(folder / "saved.h5"));
}

/// Of a run too short for another save between its cells.
TEST(Saver, WritesTheEndAfterASkippedSave) {
  const TemporaryFolder folder;
  const std::string path = folder / "saved.h5";
  const Results results = sample::results();
  Results more = results;
  more.cells.back().samples += 1;
  Saver saver(path, seldom);
  saver.maybe_save(results);
  EXPECT_TRUE(std::filesystem::remove(path));
  saver.maybe_save(more);
  EXPECT_FALSE(std::filesystem::exists(path));
  saver.save_end(more);
  EXPECT_TRUE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace brink
