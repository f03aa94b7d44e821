// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cli/output.hpp"

#include <gtest/gtest.h>

#include "host/disk/seal.hpp"
#include "tests/temporary_folder.hpp"

namespace brink {
namespace {

using Names = std::vector<std::string>;

std::span<const std::byte> bytes(const std::string& text) { return std::as_bytes(std::span(text)); }

Exit refused(const std::string& path, bool may_exist) {
  try {
    OutputFile(path, may_exist, "--force");
  } catch (const Error& error) {
    return error.code();
  }
  return Exit::done;
}

TEST(OutputFile, IsRefusedEarly) {
  const TemporaryFolder folder;
  write_bytes(folder / "a.h5", "old");
  EXPECT_EQ(refused(folder / "a.h5", false), Exit::usage);
  EXPECT_EQ(refused(folder / "", true), Exit::usage);
  EXPECT_EQ(refused(folder / "a.h5/b.h5", true), Exit::failed);
  EXPECT_EQ(refused(folder / "a.h5", true), Exit::done);
  EXPECT_EQ(read_bytes(folder / "a.h5"), "old");
  EXPECT_EQ(folder.names(), Names{"a.h5"});
}

TEST(OutputFile, IsWrittenAsOftenAsAsked) {
  const TemporaryFolder folder;
  {
    OutputFile output(folder / "a.h5", false, "");
    for (const std::string text : {"first", "second"}) {
      output.write(bytes(text));
      EXPECT_EQ(read_bytes(folder / "a.h5"), text + seal_of(bytes(text)));
    }
    EXPECT_EQ(folder.names(), (Names{".a.h5.lock", "a.h5"}));
  }
  EXPECT_EQ(folder.names(), Names{"a.h5"});
}

/// Somebody removes the lock file by hand. As long as nobody else writes, nothing is lost.
TEST(OutputFile, GoesOnWithoutItsLockWhereNobodyElseWrites) {
  const TemporaryFolder folder;
  OutputFile output(folder / "a.h5", false, "");
  output.write(bytes("first"));
  std::filesystem::remove(folder / ".a.h5.lock");
  output.write(bytes("second"));
  EXPECT_EQ(read_bytes(folder / "a.h5").substr(0, 6), "second");
  EXPECT_EQ(folder.names(), (Names{".a.h5.lock", "a.h5"}));
}

TEST(OutputFile, NeverReplacesWhatAnotherProcessWroteMeanwhile) {
  const TemporaryFolder folder;
  OutputFile output(folder / "a.h5", false, "");
  output.write(bytes("mine"));
  std::filesystem::remove(folder / ".a.h5.lock");
  OutputFile(folder / "a.h5", true, "").write(bytes("theirs"));
  EXPECT_THROW(output.write(bytes("mine again")), Occupied);
  EXPECT_EQ(read_bytes(folder / "a.h5").substr(0, 6), "theirs");
}

}  // namespace
}  // namespace brink
