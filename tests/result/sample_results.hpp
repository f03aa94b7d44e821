// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

#include "host/result/results.hpp"

namespace brink::sample {

/// A made-up sweep with everything that a file can contain: exact and bracketed classes, real and
/// integer costs, a cell that is not computed, a class without images, weights and a centre, and
/// a name outside ASCII. Costs and counts are random.

inline constexpr std::size_t missing_cell = 5;  ///< not computed
inline constexpr std::size_t empty_cell = 7;    ///< no image in the class

inline Tally random_tally(std::mt19937_64& random, std::uint64_t images, bool real) {
  Tally tally{real, {}, {}};
  std::uint64_t cost = 0;
  while (images > 0) {
    cost += 1 + random() % 9;
    const std::uint64_t count = 1 + random() % images;
    tally.cost.push_back(
        real ? std::bit_cast<std::uint64_t>(static_cast<double>(cost) * std::sqrt(2.0)) : cost);
    tally.count.push_back(count);
    images -= count;
  }
  return tally;
}

/// The same images at costs that are smaller by a third.
inline Tally lower_end(const Tally& upper) {
  Tally lower{upper.real, {}, {}};
  for (std::size_t i = 0; i < upper.cost.size(); ++i) {
    const std::uint64_t cost =
        upper.real ? std::bit_cast<std::uint64_t>(std::bit_cast<double>(upper.cost[i]) * 2 / 3)
                   : upper.cost[i] - upper.cost[i] / 3;
    if (!lower.cost.empty() && lower.cost.back() == cost) {
      lower.count.back() += upper.count[i];
    } else {
      lower.cost.push_back(cost);
      lower.count.push_back(upper.count[i]);
    }
  }
  return lower;
}

/// TOML that parses to the config below.
inline std::string text(RadiusMode mode) {
  return std::string(
             "# \u00fc\n"
             R"([run]
seed = "18446744073709551615"
samples = 1000
[sweep]
n = [3, 5, 8]
bit_depth = [1, 4]
channels = [1, 3]
[measure]
p = [0, 0.5, 1, 2, "inf"]
quantiles = [0, 0.05, 0.5, 0.95, 1]
)") + (mode == RadiusMode::scale ? "radius_scale" : "radius") +
         R"( = [0, 0.25, 0.5, 1, 3]
[[classifier]]
name = "exact"
type = "brightness"
[[classifier]]
name = "Halbraum \u2265 0"
type = "halfspace"
weights = "binomial"
)";
}

inline Config config(RadiusMode mode) {
  Config config;
  config.name = "sample";
  config.text = text(mode);
  config.seed = std::numeric_limits<std::uint64_t>::max();
  config.samples = 1000;
  config.n = {3, 5, 8};
  config.bit_depth = {1, 4};
  config.channels = {1, 3};
  config.p = {0, 0.5, 1, 2, std::numeric_limits<double>::infinity()};
  config.radius_mode = mode;
  config.radius = {0, 0.25, 0.5, 1, 3};
  config.quantiles = {0, 0.05, 0.5, 0.95, 1};
  config.classifiers.resize(2);
  config.classifiers[0].name = "exact";
  config.classifiers[0].type = "brightness";
  config.classifiers[1].name = "Halbraum \u2265 0";
  config.classifiers[1].type = "halfspace";
  config.classifiers[1].weights = "binomial";
  return config;
}

inline CellResult random_cell(std::mt19937_64& random, const Config& config, bool bracketed,
                              bool empty) {
  CellResult cell;
  cell.done = true;
  cell.samples = config.samples;
  cell.in_class = empty ? 0 : 300 + random() % 300;
  cell.built.threshold = static_cast<std::int64_t>(random() % 100);
  if (!bracketed) cell.built.exact_coverage = 0.46875;
  cell.elapsed = 0.25;
  for (const double p : config.p) {
    CostTallies tallies;
    tallies.upper = random_tally(random, cell.in_class, p == 0.5);
    if (bracketed && (p == 0.5 || p == 2)) tallies.lower = lower_end(tallies.upper);
    cell.tallies.push_back(tallies);
  }
  return cell;
}

inline ClassifierImage random_image(std::mt19937_64& random, std::size_t classifier,
                                    const std::string& name, std::uint32_t n, std::uint32_t h,
                                    std::uint32_t b) {
  std::vector<std::int32_t> values;
  for (std::uint32_t i = 0; i < h * n * n; ++i) {
    values.push_back(static_cast<std::int32_t>(random() % 33) - 16);
  }
  return {classifier, name, n, h, b, [values] { return values; }};
}

inline Results results(RadiusMode mode = RadiusMode::scale) {
  constexpr std::uint64_t seed = 20230501;
  std::mt19937_64 random(seed);
  Results results;
  results.config = config(mode);
  results.provenance = {"cpu: 2 threads", "cpu (AVX2)", "brink run sample.toml"};
  const std::size_t shapes =
      results.config.channels.size() * results.config.n.size() * results.config.bit_depth.size();
  for (std::size_t k = 0; k < results.config.classifiers.size(); ++k) {
    const ClassifierConfig& classifier = results.config.classifiers[k];
    results.classifiers.push_back({classifier.name,
                                   classifier.type,
                                   "x -> negative of x",
                                   "",
                                   {{"weights", classifier.weights},
                                    {"coverage", classifier.coverage},
                                    {"seed", classifier.seed}}});
    for (std::size_t i = 0; i < shapes; ++i) {
      const std::size_t index = results.cells.size();
      CellResult cell = random_cell(random, results.config, k == 1, index == empty_cell);
      if (index == missing_cell) cell = {};
      results.cells.push_back(std::move(cell));
    }
  }
  results.images.push_back(random_image(random, 1, "weights", 5, 3, 4));
  results.images.push_back(random_image(random, 1, "weights", 8, 1, 1));
  return results;
}

}  // namespace brink::sample
