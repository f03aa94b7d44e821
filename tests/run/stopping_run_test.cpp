// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "host/config/load.hpp"
#include "host/result/merge/merging.hpp"
#include "host/result/tables/stopping.hpp"
#include "host/result/tables/tables.hpp"
#include "host/run/groups.hpp"
#include "host/run/new_results.hpp"
#include "host/run/runner.hpp"
#include "tests/result/same_cells.hpp"

namespace brink {
namespace {

const std::string text = R"([run]
samples = 60000
[stop]
half_width = 0.03
[sweep]
n = [3, 6]
bit_depth = [1, 3]
[measure]
p = [0, 1, 3]
radius_scale = [0, 0.2, 0.5, 1]
[[classifier]]
type = "brightness"
[[classifier]]
type = "halfspace"
weights = "uniform"
[[classifier]]
type = "parity"
[[classifier]]
type = "hamming_ball"
coverage = 0.02
)";

Config config(const std::vector<std::string>& overrides = {}) {
  return parse_config(text, "stop.toml", overrides);
}

TEST(StoppingRun, CellsEndByThemselvesAtCheckpoints) {
  const Config wanted = config();
  const StoppingRule rule(wanted);
  const Results results = run_sweep(wanted, {}, {});
  const Tables tables = make_tables(results);
  const std::size_t shapes = results.cells.size() / wanted.classifiers.size();
  const std::size_t points = wanted.p.size() * wanted.radius.size();
  int stopped = 0;
  for (std::size_t i = 0; i < results.cells.size(); ++i) {
    const CellResult& cell = results.cells[i];
    EXPECT_TRUE(cell.done);
    EXPECT_EQ(cell.stopped, cell.samples < wanted.samples);
    stopped += cell.stopped ? 1 : 0;
    if (!cell.stopped) continue;
    EXPECT_TRUE(rule.checkpoint(cell.samples));
    const bool bracketed = wanted.classifiers[i / shapes].type == "halfspace";
    for (std::size_t at = i * points; at < (i + 1) * points && !bracketed; ++at) {
      EXPECT_LE(tables.moved_fraction.upper[at] - tables.moved_fraction.lower[at], 0.06 + 1e-12);
    }
  }
  EXPECT_GT(stopped, 8);
  // Parity images all need one step, and images of rare Hamming balls are seldom drawn.
  EXPECT_LT(results.cells[2 * shapes].samples, results.cells[0].samples);
  EXPECT_GT(results.cells[3 * shapes].samples, results.cells[0].samples);
}

// The result equals that of the first images of the undisturbed run; the rest of that run changes
// nothing.
TEST(StoppingRun, EqualsTheRunOfTheImagesItDrew) {
  const Results stopped = run_sweep(config({"sweep.n=[6]", "sweep.bit_depth=[3]"}), {}, {});
  for (std::size_t i = 0; i < stopped.cells.size(); ++i) {
    Config plain = config({"sweep.n=[6]", "sweep.bit_depth=[3]"});
    plain.stop_half_width.reset();
    plain.samples = stopped.cells[i].samples;
    expect_same_tallies(stopped.cells[i], run_sweep(plain, {}, {}).cells[i]);
  }
}

TEST(StoppingRun, IsTheSameOnAnyThreadsSlicesAndAfterInterruptions) {
  const Results expected = run_sweep(config(), {}, {});
  for (const unsigned threads : {2u, 7u}) {
    RunOptions options;
    options.threads = threads;
    options.parallel_images = threads == 2 ? 1 : 5000;
    const Results found = run_sweep(config(), {}, options);
    for (std::size_t i = 0; i < expected.cells.size(); ++i) {
      EXPECT_EQ(found.cells[i].stopped, expected.cells[i].stopped);
      expect_same_tallies(found.cells[i], expected.cells[i]);
    }
  }
  // The run is interrupted after every third slice, and continued from the saved results.
  Results found = new_results(config(), {});
  for (int rounds = 0; pixels_left(found) > 0; ++rounds) {
    ASSERT_LT(rounds, 10000);
    int slices = 3;
    RunOptions options;
    options.run_group = [&](const GroupJob& job, std::uint64_t first, std::uint64_t count,
                            const GroupOptions& group) {
      return slices-- == 0 ? std::vector<CellTally>() : run_group(job, first, count, group);
    };
    complete_sweep(found, options);
    found = continued_results(config(), {}, found);
  }
  for (std::size_t i = 0; i < expected.cells.size(); ++i) {
    EXPECT_EQ(found.cells[i].stopped, expected.cells[i].stopped);
    expect_same_tallies(found.cells[i], expected.cells[i]);
  }
}

TEST(StoppingRun, MoreSamplesEndWhereTheyWouldHaveEndedAtOnce) {
  const Results expected = run_sweep(config(), {}, {});
  Results found = run_sweep(config({"run.samples=5000"}), {}, {});
  found = continued_results(config(), {}, found);
  complete_sweep(found, {});
  for (std::size_t i = 0; i < expected.cells.size(); ++i) {
    expect_same_tallies(found.cells[i], expected.cells[i]);
  }
}

/// Two parts, each stopped by its own intervals, and their sum: the intervals of moved fraction
/// and coverage must contain the exactly known values.
///
/// False alarms: each of the four kinds of interval misses with a probability of at most 0.05 in
/// each of 2000 independent runs. More than 0.05 n + 5 deviations of misses have a probability
/// below 1e-6. The seeds are fixed.
TEST(StoppingRun, IntervalsCoverTheTruthOverThousandsOfSeeds) {
  constexpr int seeds = 2000;
  int missed_part = 0, missed_sum = 0, missed_coverage = 0, missed_total = 0, stopped = 0;
  for (int seed = 1; seed <= seeds; ++seed) {
    const std::vector<std::string> settings = {"run.seed=" + std::to_string(seed),
                                               "run.samples=20000",
                                               "stop.half_width=0.1",
                                               "sweep.n=[3]",
                                               "sweep.bit_depth=[1]",
                                               "measure={p=[1],radius=[1]}",
                                               "classifier=[{type=\"brightness\"}]"};
    std::vector<std::string> second = settings;
    second.push_back("run.first_image=20000");
    Merger merger;
    const auto misses = [](const Share& share, double truth) {
      return truth < share.lower[0] || share.upper[0] < truth ? 1 : 0;
    };
    for (const auto& part : {settings, second}) {
      Results results = run_sweep(config(part), {}, {});
      stopped += results.cells[0].stopped ? 1 : 0;
      const Tables tables = make_tables(results);
      ASSERT_GT(tables.moved_fraction_exact[0], 0.2);
      ASSERT_LT(tables.moved_fraction_exact[0], 0.8);
      missed_part += misses(tables.moved_fraction, tables.moved_fraction_exact[0]);
      missed_coverage += misses(tables.coverage, tables.coverage_exact[0]);
      merger.add("part", std::move(results));
    }
    const Tables sum = make_tables(merger.result(""));
    missed_sum += misses(sum.moved_fraction, sum.moved_fraction_exact[0]);
    missed_total += misses(sum.coverage, sum.coverage_exact[0]);
  }
  EXPECT_EQ(stopped, 2 * seeds);
  const auto most = [](int n) { return 0.05 * n + 5 * std::sqrt(0.05 * 0.95 * n); };
  EXPECT_LE(missed_part, most(2 * seeds));
  EXPECT_LE(missed_coverage, most(2 * seeds));
  EXPECT_LE(missed_sum, most(seeds));
  EXPECT_LE(missed_total, most(seeds));
  EXPECT_GT(missed_part, 0) << "far too wide";
}

}  // namespace
}  // namespace brink
