// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include "tests/config/support.hpp"

namespace brink::test {
namespace {

namespace fs = std::filesystem;

class Load : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(testing::TempDir()) / (std::string("brink_load_") + test->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return folder_ / name;
  }

  /// The error line of a file that cannot be a config.
  static std::string line_of(const fs::path& path) {
    try {
      load_config(path, {});
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Exit::usage);
      const std::string line = error.what();
      EXPECT_EQ(line.find('\n'), std::string::npos) << line;
      EXPECT_NE(line.find("; accepted: "), std::string::npos) << line;
      return line;
    }
    ADD_FAILURE() << path << " was accepted";
    return {};
  }

  fs::path folder_;
};

TEST_F(Load, NamesTheConfigAfterTheFile) {
  const Config config = load_config(write("my.first.toml", small_config), {"run.samples=8"});
  EXPECT_EQ(config.name, "my.first");
  EXPECT_EQ(config.samples, 8U);
}

TEST_F(Load, MissingFile) {
  const fs::path path = folder_ / "none.toml";
  EXPECT_EQ(line_of(path).find(path.string() + ": cannot be opened: No such file"), 0U);
}

TEST_F(Load, Folder) { EXPECT_EQ(line_of(folder_).find(folder_.string() + ": is a folder; "), 0U); }

TEST_F(Load, EmptyFile) {
  const fs::path path = write("empty.toml", "");
  EXPECT_EQ(line_of(path).find(path.string() + ":1:1: run.samples: missing; accepted: "), 0U);
}

TEST_F(Load, BinaryFile) {
  std::string bytes;
  for (int i = 0; i < 70'000; ++i) bytes += static_cast<char>(i * 31 + i / 7);
  EXPECT_EQ(line_of(write("binary.toml", bytes)).find(folder_.string()), 0U);
  EXPECT_EQ(line_of(write("zeros.toml", std::string(1000, '\0'))).find(folder_.string()), 0U);
}

TEST_F(Load, OneMebibyteAtMost) {
  const std::size_t limit = std::size_t{1} << 20;
  std::string text = small_config;
  text += '#';
  text.append(limit - text.size(), ' ');
  EXPECT_EQ(load_config(write("long.toml", text), {}).samples, 100U);
  EXPECT_NE(line_of(write("long.toml", text + " ")).find("longer than 1 MiB"), std::string::npos);
}

TEST_F(Load, FileNamesStayOnOneLine) {
  EXPECT_NE(line_of(write("two\nlines.toml", "x")).find("two\\nlines.toml:1:"), std::string::npos);
}

}  // namespace
}  // namespace brink::test
