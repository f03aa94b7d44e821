// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/file/writing.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "host/disk/file_bytes.hpp"
#include "host/error.hpp"
#include "host/hdf5/read.hpp"
#include "host/hdf5/window.hpp"
#include "host/result/file/names.hpp"
#include "host/result/tables/tables.hpp"
#include "host/version.hpp"
#include "tests/result/sample_results.hpp"
#include "tests/temporary_folder.hpp"

namespace brink {
namespace {

bool same(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::bit_cast<std::uint64_t>(a[i]) != std::bit_cast<std::uint64_t>(b[i]) &&
        !(std::isnan(a[i]) && std::isnan(b[i]))) {
      return false;
    }
  }
  return true;
}

/// The tally at places begin..end-1 of a group's arrays.
void expect_tally(hid_t group, const std::string& suffix, std::uint64_t begin, std::uint64_t end,
                  const Tally& tally) {
  hdf5::Window<std::uint64_t> counts(group, "count" + suffix);
  const auto count = counts.at(begin, end);
  EXPECT_EQ(std::vector<std::uint64_t>(count.begin(), count.end()), tally.count);
  if (!tally.real) {
    hdf5::Window<std::uint64_t> costs(group, "cost" + suffix);
    const auto cost = costs.at(begin, end);
    EXPECT_EQ(std::vector<std::uint64_t>(cost.begin(), cost.end()), tally.cost);
    return;
  }
  std::vector<double> expected;
  for (const std::uint64_t bits : tally.cost) expected.push_back(std::bit_cast<double>(bits));
  hdf5::Window<double> costs(group, "cost" + suffix);
  const auto cost = costs.at(begin, end);
  EXPECT_TRUE(same({cost.begin(), cost.end()}, expected));
}

class WriteResults : public testing::Test {
 protected:
  hdf5::Handle written() {
    write_results(results_, folder_ / "a.h5");
    bytes_ = hdf5_file_bytes(folder_ / "a.h5");
    return hdf5::open_image(bytes_);
  }

  TemporaryFolder folder_;
  Results results_ = sample::results();
  FileBytes bytes_;
};

TEST_F(WriteResults, HoldsEveryTally) {
  const hdf5::QuietErrors quiet;
  const hdf5::Handle file = written();
  const Config& config = results_.config;
  const auto table = [&](const std::string& name) {
    return hdf5::get_values<std::uint64_t>(file, name);
  };
  const auto begin = table("tally_begin"), end = table("tally_end");
  const auto begin_lower = table("tally_begin_lower"), end_lower = table("tally_end_lower");
  for (std::size_t cell = 0; cell < results_.cells.size(); ++cell) {
    for (std::size_t i = 0; i < config.p.size(); ++i) {
      const std::size_t place = cell * config.p.size() + i;
      SCOPED_TRACE(place);
      EXPECT_EQ(begin[place] == missing_count, cell == sample::missing_cell);
      if (cell == sample::missing_cell) continue;
      const CostTallies tallies = results_.cells[cell].tallies.at(i);
      const std::string path = "tally/" + p_name(config.p[i]);
      const hdf5::Handle group(H5Gopen2(file, path.c_str(), H5P_DEFAULT), H5Gclose, "group");
      expect_tally(group, "", begin[place], end[place], tallies.upper);
      EXPECT_EQ(begin_lower[place] != missing_count, tallies.lower.has_value());
      if (!tallies.lower) continue;
      expect_tally(group, "_lower", begin_lower[place], end_lower[place], *tallies.lower);
    }
  }
}

TEST_F(WriteResults, HoldsTheTables) {
  const hdf5::Handle file = written();
  const Tables tables = make_tables(results_);
  EXPECT_EQ(hdf5::get_values<std::uint64_t>(file, "samples"), tables.samples);
  EXPECT_EQ(hdf5::get_values<std::uint64_t>(file, "moved"), tables.moved);
  EXPECT_EQ(hdf5::get_values<std::uint64_t>(file, "moved_possible"), tables.moved_possible);
  EXPECT_EQ(hdf5::get_values<std::int64_t>(file, "threshold"), tables.threshold);
  const std::pair<const char*, const std::vector<double>&> reals[] = {
      {"coverage", tables.coverage.value},
      {"coverage_lower", tables.coverage.lower},
      {"coverage_upper", tables.coverage.upper},
      {"coverage_exact", tables.coverage_exact},
      {"radius", tables.radius},
      {"moved_fraction", tables.moved_fraction.value},
      {"moved_fraction_lower", tables.moved_fraction.lower},
      {"moved_fraction_upper", tables.moved_fraction.upper},
      {"moved_fraction_bound", tables.moved_fraction_bound},
      {"distance_quantile", tables.distance_quantile},
      {"distance_mean", tables.distance_mean},
      {"elapsed", tables.elapsed}};
  for (const auto& [name, values] : reals) {
    EXPECT_TRUE(same(hdf5::get_values<double>(file, name), values)) << name;
  }
}

TEST_F(WriteResults, SaysWhereItComesFrom) {
  const hdf5::Handle file = written();
  EXPECT_EQ(hdf5::get_text(file, "Conventions"), "CF-1.10");
  EXPECT_EQ(hdf5::get_text(file, "source"),
            std::string("brink ") + version + " (git commit " + git_commit + ")");
  EXPECT_EQ(hdf5::get_text(file, "config"), results_.config.text);
  EXPECT_EQ(hdf5::get_integer(file, "seed"), results_.config.seed);
  EXPECT_EQ(hdf5::get_text(file, "sampler"), "pixels");
  EXPECT_EQ(hdf5::get_text(file, "device"), "cpu: 2 threads");
  EXPECT_EQ(hdf5::get_text(file, "backend"), "cpu (AVX2)");
  const std::string history = hdf5::get_text(file, "history");
  EXPECT_EQ(history.substr(4, 1) + history.substr(19), "-Z: brink run sample.toml") << history;
}

TEST_F(WriteResults, HoldsClassifiersAndTheirImages) {
  const hdf5::Handle file = written();
  const std::string path = "classifiers/" + results_.config.classifiers[1].name;
  const hdf5::Handle group(H5Gopen2(file, path.c_str(), H5P_DEFAULT), H5Gclose, "group");
  EXPECT_EQ(hdf5::get_text(group, "type"), "halfspace");
  EXPECT_EQ(hdf5::get_text(group, "proof"), "x -> negative of x");
  EXPECT_EQ(hdf5::get_text(group, "threshold_method"), "");
  EXPECT_EQ(hdf5::get_text(group, "weights"), "binomial");
  EXPECT_EQ(hdf5::get_integer(group, "seed"), 1u);
  const std::vector<std::int32_t> values = results_.images[0].draw();
  EXPECT_EQ(hdf5::get_values<std::int64_t>(group, "h3_n5_b4/weights"),
            std::vector<std::int64_t>(values.begin(), values.end()));
}

TEST_F(WriteResults, TakesAConfigAboveHdf5sAttributeLimit) {
  results_.config.text = std::string(300'000, '#');
  EXPECT_EQ(hdf5::get_text(written(), "config"), results_.config.text);
}

TEST_F(WriteResults, HasRadiusAsItsDimensionInAbsoluteMode) {
  results_ = sample::results(RadiusMode::absolute);
  const hdf5::Handle file = written();
  EXPECT_FALSE(hdf5::has(file, "radius_scale"));
  EXPECT_EQ(hdf5::get_values<double>(file, "radius"), results_.config.radius);
}

TEST_F(WriteResults, LeavesNothingButTheFile) {
  write_results(results_, folder_ / "a.h5");
  write_results(results_, folder_ / "a.h5");
  EXPECT_EQ(folder_.names(), std::vector<std::string>{"a.h5"});
}

TEST_F(WriteResults, KeepsTheOldFileWhereHdf5Refuses) {
  write_bytes(folder_ / "a.h5", "old");
  results_.classifiers[1].name = results_.classifiers[0].name;  // a group twice
  testing::internal::CaptureStderr();
  try {
    write_results(results_, folder_ / "a.h5");
    ADD_FAILURE() << "written";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Exit::failed);
    EXPECT_NE(std::string(error.what()).find("name already exists"), std::string::npos);
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(read_bytes(folder_ / "a.h5"), "old");
  EXPECT_EQ(folder_.names(), std::vector<std::string>{"a.h5"});
}

}  // namespace
}  // namespace brink
