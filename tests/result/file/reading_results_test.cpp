// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/file/reading_results.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "host/error.hpp"
#include "host/hdf5/read.hpp"
#include "host/hdf5/write.hpp"
#include "host/result/file/reading.hpp"
#include "host/result/file/versions.hpp"
#include "host/result/file/writing.hpp"
#include "tests/result/refusal.hpp"
#include "tests/result/same_cells.hpp"
#include "tests/result/sample_results.hpp"
#include "tests/temporary_folder.hpp"

namespace brink {
namespace {

constexpr std::size_t part_cell = 3;

/// The sample with a cell that has 400 of its 1000 images.
Results part_done(RadiusMode mode = RadiusMode::scale) {
  Results results = sample::results(mode);
  CellResult& cell = results.cells[part_cell];
  cell.done = false;
  cell.samples = 400;
  std::mt19937_64 random(5);
  cell.in_class = 123;
  for (std::size_t p = 0; p < cell.tallies.size(); ++p) {
    cell.tallies.change(p, [&](CostTallies& tallies) {
      tallies.upper = sample::random_tally(random, cell.in_class, tallies.upper.real);
    });
  }
  return results;
}

void expect_same(const CellResult& found, const CellResult& expected) {
  EXPECT_EQ(found.done, expected.done);
  EXPECT_EQ(found.stopped, expected.stopped);
  EXPECT_EQ(found.ranges, expected.ranges);
  EXPECT_EQ(found.elapsed, expected.elapsed);
  expect_same_tallies(found, expected);
}

class ReadResults : public testing::TestWithParam<RadiusMode> {};

TEST_P(ReadResults, GivesBackWhatWasWritten) {
  const TemporaryFolder folder;
  Results written = part_done(GetParam());
  written.cells[0].built.common_weight = 7;
  written.cells[0].built.weighted_pixels = 5;
  written.provenance.earlier = "yesterday: brink run";
  write_results(written, folder / "a.h5");
  const Results read = read_results(folder / "a.h5");
  EXPECT_EQ(read.config.text, written.config.text);
  EXPECT_EQ(read.config.seed, written.config.seed);
  EXPECT_EQ(read.config.radius_mode, GetParam());
  EXPECT_EQ(read.provenance.device, written.provenance.device);
  EXPECT_EQ(read.provenance.backend, written.provenance.backend);
  EXPECT_TRUE(read.provenance.earlier.ends_with("Z: brink run sample.toml\nyesterday: brink run"));
  ASSERT_EQ(read.classifiers.size(), written.classifiers.size());
  for (std::size_t k = 0; k < read.classifiers.size(); ++k) {
    EXPECT_EQ(read.classifiers[k].name, written.classifiers[k].name);
    EXPECT_EQ(read.classifiers[k].type, written.classifiers[k].type);
    EXPECT_EQ(read.classifiers[k].proof, written.classifiers[k].proof);
  }
  ASSERT_EQ(read.cells.size(), written.cells.size());
  for (std::size_t i = 0; i < read.cells.size(); ++i) {
    SCOPED_TRACE(i);
    expect_same(read.cells[i], written.cells[i]);
  }
  EXPECT_FALSE(read.cells[sample::missing_cell].begun());
}

INSTANTIATE_TEST_SUITE_P(Modes, ReadResults,
                         testing::Values(RadiusMode::scale, RadiusMode::absolute));

TEST(ReadResults, SummaryTellsHowFarACellIs) {
  const TemporaryFolder folder;
  write_results(part_done(), folder / "a.h5");
  const FileSummary summary = read_summary(folder / "a.h5");
  EXPECT_EQ(summary.done, 22u);
  ASSERT_EQ(summary.part.size(), 1u);
  EXPECT_EQ(summary.part[0].cell, "exact h=1 n=5 b=4");
  EXPECT_EQ(summary.part[0].samples, 400u);
  EXPECT_EQ(summary.part[0].wanted, 1000u);
}

std::string refusal(const std::string& path) {
  return refusal_of(path, [&] { read_results(path); });
}

/// The error line for the sample file after a change that HDF5 allows.
std::string refusal_after(const std::function<void(hid_t)>& change) {
  const TemporaryFolder folder;
  write_results(part_done(), folder / "a.h5");
  {
    const hdf5::Handle file(H5Fopen((folder / "a.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose,
                            "opening");
    change(file);
  }
  return refusal(folder / "a.h5").substr((folder / "a.h5").size() + 2);
}

void set_version(hid_t file, const char* attribute, std::uint64_t version) {
  H5Adelete(file, attribute);
  hdf5::set_number(file, attribute, version);
}

void set_count(hid_t file, const char* name, std::size_t index, std::uint64_t value) {
  const hdf5::Handle dataset = hdf5::open_variable(file, name);
  std::vector<std::uint64_t> values(24);
  H5Dread(dataset, H5T_NATIVE_UINT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
  values[index] = value;
  H5Dwrite(dataset, H5T_NATIVE_UINT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
}

TEST(ReadResults, RefusesOtherVersionsByName) {
  const auto older = refusal_after([](hid_t file) { H5Adelete(file, stream_version_attribute); });
  EXPECT_NE(older.find("kept no stream_version"), std::string::npos) << older;
  const auto newer =
      refusal_after([](hid_t file) { set_version(file, stream_version_attribute, 99); });
  EXPECT_NE(newer.find("random streams differ: stream_version 99, this brink has 1"),
            std::string::npos)
      << newer;
  const auto format =
      refusal_after([](hid_t file) { set_version(file, format_version_attribute, 99); });
  EXPECT_NE(format.find("format_version 99"), std::string::npos) << format;
}

TEST(ReadResults, RefusesPartsThatDoNotBelongTogether) {
  const auto config = refusal_after([](hid_t file) {
    H5Adelete(file, "config");
    hdf5::set_text(file, "config", "[run]\nsamples = 0\n");
  });
  EXPECT_NE(config.find("the config inside is refused"), std::string::npos) << config;
  const auto other = refusal_after([](hid_t file) {
    std::string text = sample::text(RadiusMode::scale);
    text.replace(text.find("[3, 5, 8]"), 9, "[3, 5, 9]");
    H5Adelete(file, "config");
    hdf5::set_text(file, "config", text);
  });
  EXPECT_NE(other.find("n differs from the config inside"), std::string::npos) << other;
  const auto many = refusal_after([](hid_t file) { set_count(file, "samples", 0, 1001); });
  EXPECT_NE(many.find("samples and in_class"), std::string::npos) << many;
  const auto tally = refusal_after([](hid_t file) { set_count(file, "in_class", 0, 1); });
  EXPECT_NE(tally.find("is not the tally of the class"), std::string::npos) << tally;
  const auto missing = refusal_after([](hid_t file) { H5Ldelete(file, "tally/p0", H5P_DEFAULT); });
  EXPECT_NE(missing.find("truncated or damaged"), std::string::npos) << missing;
}

/// The sample with [stop], with a cell that it ended and a cell merged from two ranges.
Results stopped_and_merged() {
  Results results = part_done();
  results.config.text.insert(results.config.text.find("[sweep]"), "[stop]\nhalf_width = 0.05\n");
  results.config.stop_half_width = 0.05;
  results.cells[part_cell].ranges = {{100, 150}, {750, 250}};
  CellResult& stopped = results.cells[part_cell + 1];
  stopped.samples = 700;
  stopped.done = stopped.stopped = true;
  return results;
}

TEST(ReadResults, GivesBackRangesAndWhatStopEnded) {
  const TemporaryFolder folder;
  const Results expected = stopped_and_merged();
  write_results(expected, folder / "a.h5");
  const Results found = read_results(folder / "a.h5");
  for (std::size_t i = 0; i < expected.cells.size(); ++i) {
    expect_same(found.cells[i], expected.cells[i]);
  }
  const FileSummary summary = read_summary(folder / "a.h5");
  EXPECT_EQ(summary.stopped, 1u);
  EXPECT_EQ(summary.done, expected.cells.size() - 2);
  EXPECT_EQ(summary.part.size(), 1u);
}

TEST(ReadResults, RefusesRangesThatAreNotThoseOfACell) {
  const std::vector<std::uint64_t> wrong[] = {
      {0, 399},            // too few images
      {0, 401},            // too many
      {0, 200, 100, 200},  // twice the same
      {300, 200, 0, 200},  // not ascending
      {601, 400},          // beyond the last image
      {0, 400, 500, 0},    // an empty one
      {0, 0xFFFFFFFFFFFFFFFF, 1, 401},
  };
  for (const auto& numbers : wrong) {
    const std::string line = refusal_after([&](hid_t file) {
      // The cell's ranges are put behind those of all cells.
      std::vector<std::uint64_t> first = hdf5::get_values<std::uint64_t>(file, "images/first");
      std::vector<std::uint64_t> count = hdf5::get_values<std::uint64_t>(file, "images/count");
      set_count(file, "range_begin", part_cell, first.size());
      for (std::size_t i = 0; i < numbers.size(); i += 2) {
        first.push_back(numbers[i]);
        count.push_back(numbers[i + 1]);
      }
      set_count(file, "range_end", part_cell, first.size());
      H5Ldelete(file, "images", H5P_DEFAULT);
      const hdf5::Handle group = hdf5::create_group(file, "images");
      hdf5::create_scale<std::uint64_t>(group, "first", first, {"first"});
      hdf5::create_scale<std::uint64_t>(group, "count", count, {"count"});
    });
    EXPECT_NE(line.find("ranges of images"), std::string::npos) << line;
  }
}

}  // namespace
}  // namespace brink
