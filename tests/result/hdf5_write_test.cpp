// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/hdf5_write.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <hdf5_hl.h>

#include <numeric>
#include <stdexcept>

#include "host/result/hdf5_read.hpp"
#include "tests/result/temporary_folder.hpp"

namespace brink::hdf5 {
namespace {

std::string numbered(const char* prefix, std::size_t number) {
  return fmt::format("{}{}", prefix, number);
}

/// The file opened again from the disk, as any reader would.
class Reopened {
 public:
  explicit Reopened(hid_t memory_file) {
    const std::vector<std::byte> image = file_image(memory_file);
    write_bytes(folder_ / "f.h5",
                std::string(reinterpret_cast<const char*>(image.data()), image.size()));
    file_.emplace(open_file(folder_ / "f.h5"));
  }
  operator hid_t() const { return *file_; }

 private:
  TemporaryFolder folder_;
  std::optional<Handle> file_;
};

TEST(Hdf5Write, KeepsTextsOfEveryLength) {
  const Handle file = create_memory_file();
  for (const std::size_t length : {0u, 1u, 100u, 65'535u, 65'536u, 1'000'000u}) {
    set_text(file, numbered("text", length), std::string(length, 'x'));
  }
  set_text(file, "greek", "\u03c1");
  const Reopened reopened(file);
  for (const std::size_t length : {0u, 1u, 100u, 65'535u, 65'536u, 1'000'000u}) {
    EXPECT_EQ(get_text(reopened, numbered("text", length)), std::string(length, 'x'));
  }
  EXPECT_EQ(get_text(reopened, "greek"), "\u03c1");
}

TEST(Hdf5Write, KeepsNumbers) {
  const Handle file = create_memory_file();
  set_number<std::uint64_t>(file, "seed", 0xffffffffffffffff);
  EXPECT_EQ(get_integer(Reopened(file), "seed"), 0xffffffffffffffff);
}

/// Large enough for several chunks, and with no filter at all.
TEST(Hdf5Write, KeepsVariablesOfEverySize) {
  const Handle file = create_memory_file();
  for (const hsize_t size : {0u, 1u, 127u, 128u, 300'000u}) {
    const std::string name = numbered("x", size);
    std::vector<std::uint64_t> values(size * 2);
    std::iota(values.begin(), values.end(), 7u);
    const Scale pair = create_bare_scale(file, name + "_pair", 2);
    const Scale scale = create_bare_scale(file, name + "_size", size);
    create_variable<std::uint64_t>(file, name, {&scale, &pair}, values, {"a variable"});
  }
  const Reopened reopened(file);
  for (const hsize_t size : {0u, 1u, 127u, 128u, 300'000u}) {
    std::vector<std::uint64_t> values(size * 2);
    std::iota(values.begin(), values.end(), 7u);
    EXPECT_EQ(get_values<std::uint64_t>(reopened, numbered("x", size)), values);
  }
}

TEST(Hdf5Write, AttachesAScaleToEveryDimension) {
  const Handle file = create_memory_file();
  const std::vector<double> coordinates = {0, 1, 2};
  const Scale a = create_scale<double>(file, "a", coordinates, {"first"});
  const Scale b = create_text_scale(file, "b", {"x", "y"}, {"second"});
  const std::vector<double> values(6, 1.5);
  create_variable<double>(file, "v", {&a, &b}, values, {"values", "m"}, -1.0);
  const Handle variable(H5Dopen2(file, "v", H5P_DEFAULT), H5Dclose, "v");
  EXPECT_GT(H5DSis_attached(variable, a.dataset, 0), 0);
  EXPECT_GT(H5DSis_attached(variable, b.dataset, 1), 0);
  EXPECT_EQ(get_text(variable, "long_name"), "values");
  EXPECT_EQ(get_text(variable, "units"), "m");
  EXPECT_EQ(get_texts(file, "b"), (std::vector<std::string>{"x", "y"}));
}

TEST(Hdf5Write, RefusesValuesThatDoNotFillTheShape) {
  const Handle file = create_memory_file();
  const Scale scale = create_bare_scale(file, "s", 3);
  const std::vector<double> values(4);
  EXPECT_THROW(create_variable<double>(file, "v", {&scale}, values, {"v"}), std::logic_error);
}

TEST(Hdf5Write, ReportsHdf5sReasonAndPrintsNothing) {
  const QuietErrors quiet;
  const Handle file = create_memory_file();
  const Handle group = create_group(file, "twice");
  testing::internal::CaptureStderr();
  try {
    create_group(file, "twice");
    ADD_FAILURE() << "made twice";
  } catch (const Failure& failure) {
    EXPECT_EQ(std::string(failure.what()), "creating a group: name already exists");
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace brink::hdf5
