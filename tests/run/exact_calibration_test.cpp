// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "host/result/tables/tables.hpp"
#include "host/run/runner.hpp"

namespace brink {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double confidence = 0.95;

ClassifierConfig classifier(const std::string& type, const std::string& weights = "rademacher") {
  ClassifierConfig config;
  config.name = type + "_" + weights;
  config.type = type;
  config.weights = weights;
  config.density = 0.5;
  return config;
}

Config sweep(std::uint64_t seed) {
  Config config;
  config.name = "calibration";
  config.seed = seed;
  config.samples = 400;
  config.confidence = confidence;
  config.n = {2, 3, 5};
  config.bit_depth = {1, 2, 5};
  config.p = {0, 0.5, 1, 2, inf};
  config.radius_mode = RadiusMode::absolute;
  config.radius = {0.2, 0.5, 0.75, 1, 1.5, 2, 3, 4};
  config.classifiers = {classifier("brightness"),   classifier("majority_bit"),
                        classifier("halfspace"),    classifier("halfspace", "sparse"),
                        classifier("hamming_ball"), classifier("dictator"),
                        classifier("parity")};
  return config;
}

/// The probability that a Clopper-Pearson interval misses the true share f, from its definition:
/// that k counts are so few, or so many, that this or worse has a probability below (1 -
/// confidence)/2.
double miss_probability(std::uint64_t images, double f) {
  std::vector<long double> mass = {
      std::pow(1 - static_cast<long double>(f), static_cast<long double>(images))};
  for (std::uint64_t k = 1; k <= images; ++k) {
    mass.push_back(mass.back() * static_cast<long double>(images - k + 1) /
                   static_cast<long double>(k) * f / (1 - static_cast<long double>(f)));
  }
  const long double tail = (1 - confidence) / 2;
  long double missed = 0, below = 0, above = 0;
  for (std::size_t k = 0; k <= images; ++k) {
    below += mass[k];
    above += mass[images - k];
    if (below < tail) missed += mass[k];
    if (above < tail) missed += mass[images - k];
  }
  return static_cast<double>(missed);
}

struct Count {
  int cells = 0, misses = 0;
  double expected = 0, variance = 0;
};

/// Every class gives one cell for each shape and seed, which are drawn independently. Its
/// interval is taken at one radius, which is chosen before any image is drawn. So the misses of a
/// class are a sum of independent events of known probability.
std::map<std::string, Count> count_misses(std::uint64_t seeds) {
  std::map<std::string, Count> counts;
  std::map<std::pair<std::uint64_t, double>, double> known;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const Results results = run_sweep(sweep(seed), {}, {});
    const Config& config = results.config;
    const Tables tables = make_tables(results);
    const std::size_t balls = config.p.size() * config.radius.size();
    for (std::size_t cell = 0; cell < results.cells.size(); ++cell) {
      const std::size_t shapes = results.cells.size() / config.classifiers.size();
      std::vector<std::size_t> usable;
      for (std::size_t i = cell * balls; i < (cell + 1) * balls; ++i) {
        const double f = tables.moved_fraction_exact[i];
        if (f > 0 && f < 1) usable.push_back(i);
      }
      const std::uint64_t images = results.cells[cell].in_class;
      if (usable.empty() || images == 0) continue;
      const std::size_t chosen = usable[(seed * 7 + cell) % usable.size()];
      const double f = tables.moved_fraction_exact[chosen];
      const auto [entry, is_new] = known.try_emplace({images, f}, 0);
      if (is_new) entry->second = miss_probability(images, f);
      Count& count = counts[config.classifiers[cell / shapes].name];
      ++count.cells;
      count.misses +=
          f < tables.moved_fraction.lower[chosen] || f > tables.moved_fraction.upper[chosen];
      count.expected += entry->second;
      count.variance += entry->second * (1 - entry->second);
    }
  }
  return counts;
}

/// False alarms: Bernstein's inequality, 2 exp(-t^2/(2 (V + t/3))) for a deviation t of a sum of
/// independent events of variance V, at 10^-7 for each of six classes, gives at most 10^-6 in
/// all. (Every parity image needs one step, so no radius has a share between 0 and 1.)
TEST(ExactCurves, AreCoveredByTheIntervalsAtTheirNominalRate) {
  constexpr double log_rate = 16.9;  // ln(2 / 1e-7)
  int cells = 0;
  const auto counts = count_misses(150);
  EXPECT_EQ(counts.size(), 6u);
  for (const auto& [name, count] : counts) {
    const double allowed =
        log_rate / 3 + std::sqrt(log_rate * log_rate / 9 + 2 * log_rate * count.variance);
    EXPECT_NEAR(count.misses, count.expected, allowed) << name << ", " << count.cells << " cells";
    EXPECT_LE(count.expected, (1 - confidence) * count.cells) << name;
    cells += count.cells;
  }
  EXPECT_GT(cells, 5000);
}

/// Where the closed form gives a share of 0 or 1, every single image must agree.
TEST(ExactCurves, OfZeroAndOneHoldForEveryImage) {
  const Results results = run_sweep(sweep(20230501), {}, {});
  const Tables tables = make_tables(results);
  int certain = 0;
  for (std::size_t i = 0; i < tables.moved.size(); ++i) {
    const double f = tables.moved_fraction_exact[i];
    if (f != 0 && f != 1) continue;
    EXPECT_EQ(tables.moved_fraction.value[i], f) << i;
    ++certain;
  }
  EXPECT_GT(certain, 500);
}

/// For all images of tiny spaces the closed form is the share itself.
TEST(ExactCurves, AreTheSharesOfAllImages) {
  Config config = sweep(1);
  config.sampler = Sampler::exhaustive;
  config.samples = 0;
  config.n = {1, 2};
  config.bit_depth = {1, 2, 4};
  ClassifierConfig wide = classifier("halfspace", "uniform");
  wide.max_weight = 1;  // 0 and 1: one |w|
  config.classifiers.push_back(wide);
  for (const double coverage : {0.5, 0.3}) {
    for (ClassifierConfig& each : config.classifiers) {
      if (each.type != "dictator" && each.type != "parity") each.coverage = coverage;
    }
    const Results results = run_sweep(config, {}, {});
    const Tables tables = make_tables(results);
    std::map<std::string, int> compared;
    for (std::size_t i = 0; i < tables.moved.size(); ++i) {
      const double exact = tables.moved_fraction_exact[i];
      if (std::isnan(exact)) continue;
      EXPECT_NEAR(exact, tables.moved_fraction.value[i], 1e-12) << i;
      ++compared[config.classifiers[i * config.classifiers.size() / tables.moved.size()].name];
    }
    EXPECT_EQ(compared.size(), config.classifiers.size());
    for (const auto& [name, count] : compared) EXPECT_GE(count, 40) << name;
  }
}

}  // namespace
}  // namespace brink
