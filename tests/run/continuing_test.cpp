// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "host/error.hpp"
#include "host/result/tables/tables.hpp"
#include "host/run/groups.hpp"
#include "host/run/new_results.hpp"
#include "host/run/runner.hpp"

namespace brink {
namespace {

void add(Config& config, const std::string& type, const std::string& kind = "rademacher") {
  ClassifierConfig classifier;
  classifier.name = type;
  classifier.type = type;
  classifier.weights = kind;
  config.classifiers.push_back(classifier);
}

/// An exact class with integer costs, and one with brackets and real costs.
Config sweep() {
  Config config;
  config.seed = 4;
  config.samples = 300;
  config.first_image = 1000;
  config.n = {3, 5};
  config.bit_depth = {1, 9};
  config.p = {0, 0.5, 2};
  config.radius = {0.5, 1};
  add(config, "brightness");
  add(config, "halfspace", "binomial");
  return config;
}

/// Counts the images that are drawn, and notes for which classifiers.
struct CountingRunner {
  std::uint64_t drawn = 0;
  std::vector<std::vector<std::string>> served;

  RunOptions options() {
    RunOptions options;
    options.run_group = [this](const GroupJob& job, std::uint64_t first, std::uint64_t count,
                               const GroupOptions& group_options) {
      drawn += count;
      served.emplace_back();
      for (const CellJob& cell : job.cells) served.back().push_back(cell.config->name);
      return run_group(job, first, count, group_options);
    };
    return options;
  }
};

void expect_same(const Results& found, const Results& expected) {
  ASSERT_EQ(found.cells.size(), expected.cells.size());
  for (std::size_t i = 0; i < found.cells.size(); ++i) {
    SCOPED_TRACE(i);
    EXPECT_TRUE(found.cells[i].done);
    EXPECT_EQ(found.cells[i].samples, expected.cells[i].samples);
    EXPECT_EQ(found.cells[i].in_class, expected.cells[i].in_class);
    ASSERT_EQ(found.cells[i].tallies.size(), expected.cells[i].tallies.size());
    for (std::size_t p = 0; p < found.cells[i].tallies.size(); ++p) {
      const CostTallies &a = found.cells[i].tallies[p], &b = expected.cells[i].tallies[p];
      EXPECT_EQ(a.upper.cost, b.upper.cost);
      EXPECT_EQ(a.upper.count, b.upper.count);
      ASSERT_EQ(a.lower.has_value(), b.lower.has_value());
      if (!a.lower) continue;
      EXPECT_EQ(a.lower->cost, b.lower->cost);
      EXPECT_EQ(a.lower->count, b.lower->count);
    }
  }
  EXPECT_EQ(found.images.size(), expected.images.size());
  for (std::size_t c = 0; c < found.classifiers.size(); ++c) {
    EXPECT_EQ(found.classifiers[c].threshold_method, expected.classifiers[c].threshold_method);
    EXPECT_EQ(found.classifiers[c].parameters, expected.classifiers[c].parameters);
  }
}

/// The results of a run of the config in which every shape was cut off at some image. They are
/// made of runs with fewer samples.
Results cut_off(const Config& config, std::mt19937_64& random) {
  Results results = new_results(config, {});
  for (std::size_t n = 0; n < config.n.size(); ++n) {
    Config part = config;
    part.samples = 1 + random() % config.samples;
    const Results found = run_sweep(part, {}, {});
    for (std::size_t c = 0; c < config.classifiers.size(); ++c) {
      for (std::size_t b = 0; b < config.bit_depth.size(); ++b) {
        const std::size_t at = results.cell_index(c, 0, n, b);
        if (random() % 4 == 0) continue;  // cells of a shape may differ
        results.cells[at] = found.cells[at];
        results.cells[at].done = part.samples == config.samples;
        results.classifiers[c].threshold_method = found.classifiers[c].threshold_method;
      }
    }
  }
  return results;
}

TEST(Continuing, EndsWithTheTalliesOfAnUndisturbedRun) {
  const Config config = sweep();
  const Results whole = run_sweep(config, {}, {});
  std::mt19937_64 random(23);
  for (int trial = 0; trial < 20; ++trial) {
    SCOPED_TRACE(trial);
    const Results cut = cut_off(config, random);
    Results results = continued_results(config, {}, cut);
    CountingRunner runner;
    complete_sweep(results, runner.options());
    expect_same(results, whole);
    EXPECT_EQ(pixels_left(results), 0);
  }
}

TEST(Continuing, MoreSamplesCostOnlyThose) {
  Config config = sweep();
  const Results first = run_sweep(config, {}, {});
  config.samples = 450;
  const Results whole = run_sweep(config, {}, {});
  Results results = continued_results(config, {}, first);
  EXPECT_EQ(pixels_left(results), 150 * 2 * (9 + 25));
  CountingRunner runner;
  complete_sweep(results, runner.options());
  expect_same(results, whole);
  EXPECT_EQ(runner.drawn, 150u * 4);
}

TEST(Continuing, MoreCellsCostOnlyThose) {
  Config config = sweep();
  const Results first = run_sweep(config, {}, {});
  config.n = {5, 4, 3};
  add(config, "parity");
  std::swap(config.classifiers[0], config.classifiers[2]);
  std::swap(config.p[0], config.p[2]);
  const Results whole = run_sweep(config, {}, {});
  Results results = continued_results(config, {}, first);
  CountingRunner runner;
  complete_sweep(results, runner.options());
  // At the old shapes images are drawn for the new classifier only.
  const std::set<std::vector<std::string>> served(runner.served.begin(), runner.served.end());
  EXPECT_EQ(served, (std::set<std::vector<std::string>>{{"parity"},
                                                        {"parity", "halfspace", "brightness"}}));
  EXPECT_EQ(runner.drawn, 300u * 6);
  for (ClassifierImage& image : results.images) EXPECT_FALSE(image.draw().empty());
  ASSERT_EQ(results.images.size(), whole.images.size());
  results.images = whole.images;
  expect_same(results, whole);
}

TEST(Continuing, CellsThatStandApartMeetAgain) {
  Config config = sweep();
  config.n = {3};
  config.bit_depth = {1};
  const Results whole = run_sweep(config, {}, {});
  Config part = config;
  part.samples = 100;
  part.classifiers.pop_back();
  Results results = continued_results(config, {}, run_sweep(part, {}, {}));
  EXPECT_EQ(results.cells[0].samples, 100u);
  EXPECT_EQ(pixels_left(results), 300 * 9);
  CountingRunner runner;
  complete_sweep(results, runner.options());
  expect_same(results, whole);
  EXPECT_EQ(runner.served,
            (std::vector<std::vector<std::string>>{{"halfspace"}, {"brightness", "halfspace"}}));
}

TEST(Continuing, FinishedShapesAreNotPlannedAgain) {
  const Config config = sweep();
  const Results whole = run_sweep(config, {}, {});
  Results results = continued_results(config, {}, whole);
  RunOptions options;
  options.run_group = [](const GroupJob&, std::uint64_t, std::uint64_t,
                         const GroupOptions&) -> std::vector<CellTally> {
    throw std::logic_error("nothing is left to draw");
  };
  complete_sweep(results, options);
  expect_same(results, whole);
}

TEST(Continuing, RefusesCellsOfAnotherClass) {
  const Config config = sweep();
  const Results whole = run_sweep(config, {}, {});
  const auto refusal = [&](const std::function<void(CellResult&)>& change) -> std::string {
    Results results = continued_results(config, {}, whole);
    results.cells[0].done = false;
    results.cells[0].samples = 200;
    change(results.cells[0]);
    try {
      complete_sweep(results, {});
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Exit::bad_file);
      return error.what();
    }
    return {};
  };
  EXPECT_EQ(refusal([](CellResult&) {}), "");
  const std::string threshold = refusal([](CellResult& cell) { ++cell.built.threshold; });
  EXPECT_NE(threshold.find("brightness h=1 n=3 b=1: the file's threshold 1 is not the 0"),
            std::string::npos)
      << threshold;
  const std::string bracket = refusal([](CellResult& cell) {
    cell.tallies.change(1, [](CostTallies& tallies) { tallies.lower = tallies.upper; });
  });
  EXPECT_NE(bracket.find("brackets a distance"), std::string::npos) << bracket;
}

TEST(Continuing, StateIsHandedOutWhenItIsDue) {
  Config config = sweep();
  config.n = {64};
  config.bit_depth = {8};
  config.samples = 5000;  // several slices: the first has 1024 images
  const Results whole = run_sweep(config, {}, {});
  RunOptions options;
  std::vector<std::uint64_t> kept;
  options.state_due = [](double ahead) { return ahead > 0; };
  options.on_state = [&](const Results& results) {
    kept.push_back(results.cells[0].samples);
    EXPECT_EQ(results.cells[0].done, kept.back() == config.samples);
    EXPECT_EQ(make_tables(results).samples[0], kept.back());  // it can be written
    EXPECT_EQ(results.images.size(), 1u);
  };
  const Results results = run_sweep(config, {}, options);
  expect_same(results, whole);
  ASSERT_GE(kept.size(), 2u);
  EXPECT_TRUE(std::is_sorted(kept.begin(), kept.end()));
  EXPECT_EQ(kept.back(), config.samples);
}

}  // namespace
}  // namespace brink
