// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/disk/atomic_file.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <span>

#include "host/error.hpp"
#include "tests/temporary_folder.hpp"

namespace brink {
namespace {

using Names = std::vector<std::string>;

void put(const std::string& path, const std::string& text) {
  AtomicFile file(path);
  file.write(std::as_bytes(std::span(text)));
  file.commit();
}

/// The message of the error that writing to `path` gives; checks its exit code
/// and that it is one line.
std::string refusal(const std::string& path, const std::string& text = "new") {
  try {
    put(path, text);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Exit::failed);
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
    return error.what();
  }
  ADD_FAILURE() << path << " was written";
  return {};
}

/// Limits the size of files, as a full disk does, until it is destroyed.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int) = SIG_DFL;
};

TEST(AtomicFile, WritesAndReplaces) {
  const TemporaryFolder folder;
  put(folder / "a.h5", "first");
  EXPECT_EQ(read_bytes(folder / "a.h5"), "first");
  put(folder / "a.h5", "2nd");
  EXPECT_EQ(read_bytes(folder / "a.h5"), "2nd");
  EXPECT_EQ(folder.names(), Names{"a.h5"});
}

TEST(AtomicFile, ShowsNothingBeforeItIsCommitted) {
  const TemporaryFolder folder;
  put(folder / "a.h5", "old");
  {
    AtomicFile file(folder / "a.h5");
    file.write(std::as_bytes(std::span("new")));
    EXPECT_EQ(read_bytes(folder / "a.h5"), "old");
    EXPECT_EQ(folder.names().size(), 2u);
  }
  EXPECT_EQ(read_bytes(folder / "a.h5"), "old");
  EXPECT_EQ(folder.names(), Names{"a.h5"});
}

TEST(AtomicFile, KeepsTheOldFileOnAFullDisk) {
  const TemporaryFolder folder;
  put(folder / "a.h5", "old");
  const FullDisk full(10'000);
  EXPECT_EQ(refusal(folder / "a.h5", std::string(100'000, 'x')),
            "cannot write " + folder / "a.h5" + ": File too large");
  EXPECT_EQ(read_bytes(folder / "a.h5"), "old");
  EXPECT_EQ(folder.names(), Names{"a.h5"});
}

TEST(AtomicFile, CreatesTheFolder) {
  const TemporaryFolder folder;
  put(folder / "results/deep/a.h5", "x");
  EXPECT_EQ(read_bytes(folder / "results/deep/a.h5"), "x");
}

TEST(AtomicFile, WritesIntoTheCurrentFolder) {
  const TemporaryFolder folder;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder / "");
  put("a.h5", "x");
  std::filesystem::current_path(before);
  EXPECT_EQ(read_bytes(folder / "a.h5"), "x");
}

TEST(AtomicFile, NamesWhatCannotBeWritten) {
  const TemporaryFolder folder;
  put(folder / "file", "x");
  EXPECT_EQ(refusal(folder / "file/a.h5"),
            "cannot write " + folder / "file/a.h5" + ": Not a directory");
  std::filesystem::create_directory(folder / "folder");
  EXPECT_EQ(refusal(folder / "folder"), "cannot write " + folder / "folder" + ": Is a directory");
  EXPECT_EQ(refusal(""), "cannot write : Is a directory");
  EXPECT_NE(refusal(folder / std::string(300, 'n')).find("File name too long"), std::string::npos);
}

TEST(AtomicFile, RefusesAnUnwritableFolder) {
  if (geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "closed");
  chmod((folder / "closed").c_str(), 0500);
  EXPECT_EQ(refusal(folder / "closed/a.h5"),
            "cannot write " + folder / "closed/a.h5" + ": Permission denied");
  chmod((folder / "closed").c_str(), 0700);
}

TEST(AtomicFile, SparesDevices) {
  EXPECT_EQ(refusal("/dev/null"), "cannot write /dev/null: not a regular file");
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST(AtomicFile, FollowsASymbolicLink) {
  const TemporaryFolder folder;
  put(folder / "real.h5", "old");
  std::filesystem::create_symlink("real.h5", folder / "link.h5");
  put(folder / "link.h5", "new");
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link.h5"));
  EXPECT_EQ(read_bytes(folder / "real.h5"), "new");
}

/// A symbolic link to a file that does not exist yet is still a link afterwards.
TEST(AtomicFile, WritesWhereALinkPoints) {
  const TemporaryFolder folder;
  std::filesystem::create_symlink("new/real.h5", folder / "first.h5");
  std::filesystem::create_symlink(folder / "first.h5", folder / "second.h5");
  put(folder / "second.h5", "new");
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "first.h5"));
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "second.h5"));
  EXPECT_EQ(read_bytes(folder / "new/real.h5"), "new");
}

mode_t mode_of(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(stat(path.c_str(), &status), 0);
  return status.st_mode & 07777;
}

TEST(AtomicFile, KeepsTheModeOfAFileAndGivesNewOnesThatOfTheUmask) {
  const TemporaryFolder folder;
  const mode_t before = umask(027);
  put(folder / "a.h5", "new");
  EXPECT_EQ(mode_of(folder / "a.h5"), 0640u);
  for (const mode_t mode : {0600u, 0666u, 0777u, 0200u}) {
    chmod((folder / "a.h5").c_str(), mode);
    put(folder / "a.h5", "again");
    EXPECT_EQ(mode_of(folder / "a.h5"), mode);
  }
  umask(before);
}

TEST(AtomicFile, KeepsTheOwner) {
  if (geteuid() != 0) GTEST_SKIP() << "only root gives files away";
  const TemporaryFolder folder;
  put(folder / "a.h5", "old");
  ASSERT_EQ(chown((folder / "a.h5").c_str(), 4321, 1234), 0);
  put(folder / "a.h5", "new");
  struct stat status {};
  ASSERT_EQ(stat((folder / "a.h5").c_str(), &status), 0);
  EXPECT_EQ(status.st_uid, 4321u);
  EXPECT_EQ(status.st_gid, 1234u);
  EXPECT_EQ(read_bytes(folder / "a.h5"), "new");
}

TEST(AtomicFile, RefusesAReadOnlyFile) {
  const TemporaryFolder folder;
  put(folder / "a.h5", "old");
  for (const mode_t mode : {0444u, 0400u, 0u}) {
    chmod((folder / "a.h5").c_str(), mode);
    EXPECT_EQ(refusal(folder / "a.h5"),
              "cannot write " + folder / "a.h5" + ": the file is read-only");
  }
  chmod((folder / "a.h5").c_str(), 0644);
  EXPECT_EQ(read_bytes(folder / "a.h5"), "old");
  EXPECT_EQ(folder.names(), Names{"a.h5"});
}

TEST(AtomicFile, TwoAtOnceSpareEachOther) {
  const TemporaryFolder folder;
  AtomicFile first(folder / "a.h5");
  AtomicFile second(folder / "a.h5");
  first.write(std::as_bytes(std::span("1")));
  first.commit();
  second.write(std::as_bytes(std::span("2")));
  second.commit();
  EXPECT_EQ(read_bytes(folder / "a.h5").substr(0, 1), "2");
  EXPECT_EQ(folder.names(), Names{"a.h5"});
}

TEST(AtomicFile, TakesTheLongestName) {
  const TemporaryFolder folder;
  const std::string name(255, 'n');
  put(folder / name, "x");
  EXPECT_EQ(folder.names(), Names{name});
}

}  // namespace
}  // namespace brink
