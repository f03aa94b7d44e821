// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/hdf5/write.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <hdf5_hl.h>

#include <numeric>
#include <stdexcept>

#include "host/hdf5/read.hpp"

namespace brink::hdf5 {
namespace {

std::string numbered(const char* prefix, std::size_t number) {
  return fmt::format("{}{}", prefix, number);
}

/// The bytes of a file, opened again as any reader would.
class Reopened {
 public:
  explicit Reopened(hid_t memory_file)
      : image_(file_image(memory_file)), file_(open_image(image_)) {}
  operator hid_t() const { return file_; }

 private:
  std::vector<std::byte> image_;
  Handle file_;
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

/// Large enough for several chunks, and small enough to have no filter.
TEST(Hdf5Write, KeepsVariablesOfEverySize) {
  const Handle file = create_memory_file();
  for (const hsize_t size : {0u, 1u, 127u, 128u, 300'000u}) {
    const std::string name = numbered("x", size);
    std::vector<std::uint64_t> values(size * 2);
    std::iota(values.begin(), values.end(), 7u);
    Scale pair = create_bare_scale(file, name + "_pair", 2);
    Scale scale = create_bare_scale(file, name + "_size", size);
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
  Scale a = create_scale<double>(file, "a", coordinates, {"first"});
  Scale b = create_text_scale(file, "b", {"x", "y"}, {"second"});
  const std::vector<double> values(6, 1.5);
  create_variable<double>(file, "v", {&a, &b}, values, {"values", "m"}, -1.0);
  finish({&a, &b});
  const Handle variable(H5Dopen2(file, "v", H5P_DEFAULT), H5Dclose, "v");
  EXPECT_GT(H5DSis_attached(variable, a.dataset, 0), 0);
  EXPECT_GT(H5DSis_attached(variable, b.dataset, 1), 0);
  EXPECT_EQ(get_text(variable, "long_name"), "values");
  EXPECT_EQ(get_text(variable, "units"), "m");
  EXPECT_EQ(get_texts(file, "b"), (std::vector<std::string>{"x", "y"}));
}

TEST(Hdf5Write, KeepsMoreTextsThanItsBufferHolds) {
  const Handle file = create_memory_file();
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 1000; ++i) texts.push_back(numbered("name", i) + "\u03c1");
  create_text_scale(file, "names", texts, {"names"});
  EXPECT_EQ(get_texts(Reopened(file), "names"), texts);
}

/// HDF5's own functions for scales, in a file on the disk, find both lists and write the same.
TEST(Hdf5Write, ListsScalesAndTheirVariablesAsHdf5Does) {
  const Handle file = create_memory_file();
  Scale a = create_bare_scale(file, "a", 2);
  Scale b = create_bare_scale(file, "b", 3);
  Scale unused = create_bare_scale(file, "unused", 4);
  const std::vector<double> values(6, 1.5);
  create_variable<double>(file, "v", {&a, &b}, values, {"values"});
  create_variable<double>(file, "w", {&b, &a}, values, {"values"});
  finish({&a, &b, &unused});
  Scale c = create_bare_scale(file, "c", 2);
  create_variable<double>(file, "x", {}, std::vector<double>(1), {"no dimension"});
  create_variable<double>(file, "y", {&c, &c}, std::vector<double>(4), {"a matrix"});
  finish({&c});
  const Handle theirs(H5Dcreate2(file, "theirs", H5T_IEEE_F64LE,
                                 Handle(H5Dget_space(open_variable(file, "v")), H5Sclose, "space"),
                                 H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                      H5Dclose, "theirs");
  ASSERT_GE(H5DSattach_scale(theirs, unused.dataset, 0), 0);

  const Reopened reopened(file);
  const auto attached = [&](const char* variable, const char* scale, unsigned dimension) {
    return H5DSis_attached(open_variable(reopened, variable), open_variable(reopened, scale),
                           dimension) > 0;
  };
  EXPECT_TRUE(attached("v", "a", 0) && attached("v", "b", 1));
  EXPECT_TRUE(attached("w", "b", 0) && attached("w", "a", 1));
  EXPECT_TRUE(attached("y", "c", 0) && attached("y", "c", 1));
  EXPECT_FALSE(attached("v", "b", 0) || attached("w", "a", 0));
  EXPECT_EQ(H5DSget_num_scales(open_variable(reopened, "w"), 1), 1);
  EXPECT_EQ(H5Aexists(open_variable(reopened, "x"), "DIMENSION_LIST"), 0);

  const auto same_type = [&](const char* attribute, const char* ours, const char* other) {
    const auto type = [&](const char* name) {
      const Handle opened(H5Aopen_by_name(reopened, name, attribute, H5P_DEFAULT, H5P_DEFAULT),
                          H5Aclose, name);
      return Handle(H5Aget_type(opened), H5Tclose, name);
    };
    return H5Tequal(type(ours), type(other)) > 0;
  };
  EXPECT_TRUE(same_type("DIMENSION_LIST", "v", "theirs"));
  EXPECT_TRUE(same_type("REFERENCE_LIST", "b", "unused"));
}

TEST(Hdf5Write, RefusesValuesThatDoNotFillTheShape) {
  const Handle file = create_memory_file();
  Scale scale = create_bare_scale(file, "s", 3);
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
