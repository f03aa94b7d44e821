// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/runner.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>
#include <set>

#include "host/cpu/draw/weight_stream.hpp"
#include "host/run/description.hpp"
#include "tests/result/same_cells.hpp"

namespace brink {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void add(Config& config, const std::string& type, const std::string& kind = "rademacher") {
  ClassifierConfig classifier;
  classifier.name = type + "-" + kind;
  classifier.type = type;
  classifier.weights = kind;
  classifier.seed = 3;
  config.classifiers.push_back(classifier);
}

Config sweep() {
  Config config;
  config.seed = 9;
  config.samples = 500;
  config.n = {3, 5};
  config.bit_depth = {1, 4, 9};
  config.channels = {1, 3};
  config.p = {0, 0.5, 1, infinity};
  for (const char* type : {"brightness", "majority_bit", "hamming_ball", "dictator", "parity"}) {
    add(config, type);
  }
  add(config, "halfspace", "binomial");
  add(config, "halfspace", "sparse");
  return config;
}

std::uint64_t total(const Tally& tally) {
  return std::accumulate(tally.count.begin(), tally.count.end(), std::uint64_t{0});
}

/// Calls visit(classifier, channels, n, bit_depth, cell) for all cells.
template <class Visit>
void each_cell(const Results& results, Visit visit) {
  const Config& config = results.config;
  for (std::size_t c = 0; c < config.classifiers.size(); ++c) {
    for (std::size_t h = 0; h < config.channels.size(); ++h) {
      for (std::size_t n = 0; n < config.n.size(); ++n) {
        for (std::size_t b = 0; b < config.bit_depth.size(); ++b) {
          visit(c, h, n, b, results.cells[results.cell_index(c, h, n, b)]);
        }
      }
    }
  }
}

TEST(Runner, FillsEveryCellOfTheSweep) {
  const Config config = sweep();
  const Results results = run_sweep(config, {"device", "backend", "command"}, {});
  EXPECT_EQ(results.provenance.backend, "backend");
  ASSERT_EQ(results.cells.size(), 7u * 2 * 2 * 3);
  ASSERT_EQ(results.classifiers.size(), 7u);
  each_cell(results, [&](auto c, auto, auto, auto, const CellResult& cell) {
    EXPECT_TRUE(cell.done);
    EXPECT_EQ(cell.samples, 500u);
    EXPECT_LE(cell.in_class, 500u);
    EXPECT_GE(cell.elapsed, 0);
    ASSERT_EQ(cell.tallies.size(), 4u);
    for (std::size_t p = 0; p < 4; ++p) {
      const CostTallies& tallies = cell.tallies[p];
      EXPECT_EQ(total(tallies.upper), cell.in_class);
      EXPECT_TRUE(std::is_sorted(tallies.upper.cost.begin(), tallies.upper.cost.end()));
      EXPECT_EQ(tallies.upper.real, config.p[p] == 0.5);
      const bool open = config.classifiers[c].weights == "binomial" && config.p[p] == 0.5;
      ASSERT_EQ(tallies.lower.has_value(), open);
      if (open) {
        EXPECT_EQ(total(*tallies.lower), cell.in_class);
      }
    }
  });
}

/// The cells of a sweep equal those of sweeps over one shape and one classifier.
TEST(Runner, CellsLieWhereTheirShapesDo) {
  const Config config = sweep();
  const Results results = run_sweep(config, {}, {});
  each_cell(results, [&](auto c, auto h, auto n, auto b, const CellResult& cell) {
    Config single = config;
    single.classifiers = {config.classifiers[c]};
    single.channels = {config.channels[h]};
    single.n = {config.n[n]};
    single.bit_depth = {config.bit_depth[b]};
    RunOptions options;
    options.threads = 3;
    const Results alone = run_sweep(single, {}, options);
    ASSERT_EQ(alone.cells.size(), 1u);
    expect_same_tallies(alone.cells[0], cell);
  });
}

TEST(Runner, FirstImageShiftsTheRange) {
  Config whole = sweep();
  whole.samples = 30;
  Config part = whole;
  part.samples = 10;
  const Results all = run_sweep(whole, {}, {});
  std::vector<std::uint64_t> in_class(all.cells.size());
  for (const std::uint64_t first : {0, 10, 20}) {
    part.first_image = first;
    const Results results = run_sweep(part, {}, {});
    for (std::size_t i = 0; i < in_class.size(); ++i) in_class[i] += results.cells[i].in_class;
  }
  for (std::size_t i = 0; i < in_class.size(); ++i) {
    EXPECT_EQ(in_class[i], all.cells[i].in_class);
  }
}

TEST(Runner, ExhaustiveCountsAllImagesOnce) {
  Config config = sweep();
  config.sampler = Sampler::exhaustive;
  config.samples = 0;
  config.n = {1, 2};
  config.bit_depth = {1, 2};
  config.channels = {1, 2};      // at most 16 bits an image
  config.classifiers.resize(5);  // no halfspace
  const Results results = run_sweep(config, {}, {});
  each_cell(results, [&](auto c, auto h, auto n, auto b, const CellResult& cell) {
    const Shape shape{config.n[n], config.channels[h], config.bit_depth[b]};
    const std::uint64_t images = std::uint64_t{1} << (shape.pixels() * shape.b);
    EXPECT_EQ(cell.samples, images);
    ASSERT_TRUE(cell.built.exact_coverage.has_value());
    EXPECT_EQ(static_cast<double>(cell.in_class) / static_cast<double>(images),
              *cell.built.exact_coverage);
    const std::string& type = config.classifiers[c].type;
    if (type != "parity" && type != "dictator") return;
    EXPECT_EQ(cell.in_class, images / 2);
    if (type == "parity") {  // one step leaves it from anywhere, at every p
      for (std::size_t p = 0; p < cell.tallies.size(); ++p) {
        const CostTallies tallies = cell.tallies.at(p);
        const std::uint64_t one = tallies.upper.real ? std::bit_cast<std::uint64_t>(1.0) : 1;
        EXPECT_EQ(tallies.upper.cost, std::vector<std::uint64_t>{one});
      }
    } else {  // each level of the pixel has as many images
      const Tally& steps = cell.tallies[2].upper;
      ASSERT_EQ(steps.cost.size(), shape.levels() / 2);
      for (std::size_t i = 0; i < steps.cost.size(); ++i) {
        EXPECT_EQ(steps.cost[i], i + 1);
        EXPECT_EQ(steps.count[i], images / shape.levels());
      }
    }
  });
}

TEST(Runner, TellsOfEachShapeAsItIsFinished) {
  std::vector<std::size_t> done;
  RunOptions options;
  options.on_state = [&](const Results& results) {
    done.push_back(
        static_cast<std::size_t>(std::count_if(results.cells.begin(), results.cells.end(),
                                               [](const CellResult& cell) { return cell.done; })));
  };
  run_sweep(sweep(), {}, options);
  std::vector<std::size_t> expected;
  for (std::size_t shape = 1; shape <= 12; ++shape) expected.push_back(7 * shape);
  EXPECT_EQ(done, expected);
}

TEST(Runner, CancelledRunKeepsFinishedShapesOnly) {
  const Results whole = run_sweep(sweep(), {}, {});
  std::atomic<bool> cancelled = false;
  int shapes = 0;
  RunOptions options;
  options.cancelled = &cancelled;
  options.on_state = [&](const Results&) { cancelled = ++shapes == 5; };
  const Results results = run_sweep(sweep(), {}, options);
  EXPECT_EQ(shapes, 5);
  each_cell(results, [&](auto c, auto h, auto n, auto b, const CellResult& cell) {
    const std::size_t shape = (h * 2 + n) * 3 + b;  // channels first, then n, then bit depth
    ASSERT_EQ(cell.done, shape < 5);
    if (cell.done) {
      expect_same_tallies(cell, whole.cells[whole.cell_index(c, h, n, b)]);
    } else {
      EXPECT_EQ(cell.samples, 0u);
      EXPECT_TRUE(cell.tallies.empty());
    }
  });
}

TEST(Runner, RecordsWhatAClassifierIs) {
  const Results results = run_sweep(sweep(), {}, {});
  for (std::size_t c = 0; c < results.classifiers.size(); ++c) {
    const ClassifierRecord& record = results.classifiers[c];
    EXPECT_EQ(record.name, results.config.classifiers[c].name);
    EXPECT_EQ(record.type, results.config.classifiers[c].type);
    EXPECT_FALSE(record.proof.empty());
    EXPECT_FALSE(record.threshold_method.empty());
  }
  const auto parameters = [&](std::size_t c) {
    std::set<std::string> names;
    for (const auto& [name, value] : results.classifiers[c].parameters) names.insert(name);
    return names;
  };
  using Names = std::set<std::string>;
  EXPECT_EQ(parameters(0), (Names{"wanted_coverage"}));          // brightness
  EXPECT_EQ(parameters(2), (Names{"wanted_coverage", "seed"}));  // hamming_ball
  EXPECT_EQ(parameters(3), (Names{"pixel"}));                    // dictator
  EXPECT_EQ(parameters(4), Names{});                             // parity
  EXPECT_EQ(parameters(6), (Names{"wanted_coverage", "weights", "seed", "density"}));
}

TEST(Runner, KeepsWeightsAndCentres) {
  const Results results = run_sweep(sweep(), {}, {});
  ASSERT_EQ(results.images.size(), 12u * 3);  // two half-spaces and a ball at each shape
  for (const ClassifierImage& image : results.images) {
    const ClassifierConfig& config = results.config.classifiers[image.classifier];
    const Shape shape{image.n, image.h, image.b};
    if (config.type == "hamming_ball") {
      EXPECT_EQ(image.name, "centre");
      EXPECT_EQ(image.draw(), centre_levels(config, shape));
    } else {
      EXPECT_EQ(image.name, "weights");
      EXPECT_EQ(image.draw(), weights(config, shape));
    }
  }
}

TEST(Runner, DescribesTheWorkAhead) {
  const std::string text = describe_sweep(sweep());
  EXPECT_NE(text.find("h=3 n=5 b=9: 500 images of 75 pixels"), std::string::npos) << text;
  EXPECT_NE(text.find("84 cells: 12 shapes"), std::string::npos) << text;
  // 500 * 3 depths * (9 + 25 + 27 + 75) pixels
  EXPECT_NE(text.find("2.04e+05 pixels in all"), std::string::npos) << text;
}

}  // namespace
}  // namespace brink
