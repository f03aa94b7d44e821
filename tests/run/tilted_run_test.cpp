// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "host/classes/host_class.hpp"
#include "host/config/load.hpp"
#include "host/result/tables/exact_curve.hpp"
#include "host/result/tables/tail.hpp"
#include "host/run/runner.hpp"

namespace brink {
namespace {

Config config_of(const std::string& type, int seed, int samples, const std::string& more = "") {
  return parse_config("[run]\nseed = " + std::to_string(seed) +
                          "\nsamples = " + std::to_string(samples) +
                          "\nsampler = \"tilted\"\ntail = 1e-4\n[sweep]\nn = [5]\nbit_depth = [2]\n"
                          "[measure]\np = [0, 1]\nradius_scale = [0.1, 0.3, 0.5]\n"
                          "[[classifier]]\ntype = \"" +
                          type + "\"\n" + more,
                      "test", {}, ClassNames::portable);
}

Results run(const Config& config) { return run_sweep(config, {}, {}); }

/// Intervals of 80 % from few images, over many seeds, where the truth is known. If each missed as
/// often as it may, more than 100 of 300 would miss once in 10^8.
TEST(TiltedRun, IntervalsHoldTheTruth) {
  constexpr int seeds = 300, most_misses = 100;
  constexpr double confidence = 0.8;
  for (const char* const type : {"brightness", "hamming_ball", "majority_bit"}) {
    const std::size_t p = std::string(type) == "majority_bit" ? 0 : 1;
    LevelSums sums;
    std::vector<int> misses(3, 0);
    std::vector<double> mean(3, 0), variance(3, 0), truth(3, 0);
    for (int seed = 0; seed < seeds; ++seed) {
      const Config config = config_of(type, seed, 150);
      const Results results = run(config);
      const Tail tail(results, 0);
      const Shape shape = cell_shape(config, 0);
      const ExactCurve curve(config.classifiers[0], results.cells[0].built, shape, sums);
      for (std::size_t i = 0; i < config.radius.size(); ++i) {
        const double radius = radius_at(config, config.radius[i], config.p[p], shape.n);
        const TailShare share = tail.beyond(p, radius, confidence);
        truth[i] = curve.robust_fraction(config.p[p], radius);
        mean[i] += share.value / seeds;
        variance[i] += share.error * share.error / seeds;
        const bool held = share.interval.lower <= truth[i] * (1 + 1e-9) &&
                          share.interval.upper >= truth[i] * (1 - 1e-9);
        misses[i] += held ? 0 : 1;
        EXPECT_LE(share.interval.lower, share.value);
        EXPECT_GE(share.interval.upper, share.value * (1 - 1e-12));
      }
    }
    for (std::size_t i = 0; i < misses.size(); ++i) {
      SCOPED_TRACE(std::string(type) + " " + std::to_string(i));
      EXPECT_LE(misses[i], most_misses);
      // The estimate is unbiased, and its errors are those that it tells.
      EXPECT_NEAR(mean[i], truth[i], 6 * std::sqrt(variance[i] / seeds) + 1e-12);
    }
  }
}

TEST(TiltedRun, StrataShareOutTheClassAndTheirOrderIsThatOfTheCells) {
  const Config config = config_of("halfspace", 1, 200, "weights = \"binomial\"\n");
  const Results results = run(config);
  ASSERT_EQ(results.cells.size(), config.strata);
  EXPECT_EQ(config.classifiers[2].name, "halfspace@2");
  EXPECT_EQ(config.classifiers[2].class_name(), "halfspace");
  double sum = 0;
  for (std::size_t i = 0; i < results.cells.size(); ++i) {
    const CellStratum& stratum = results.cells[i].built.stratum.value();
    sum += std::pow(10, stratum.log10_share);
    EXPECT_EQ(results.cells[i].samples, 200u);
    EXPECT_EQ(stratum.empty(), results.cells[i].in_class == 0);
  }
  EXPECT_NEAR(sum, 1, 1e-12);
  const Tail tail(results, 0);
  EXPECT_EQ(tail.beyond(0, 0, 0.95).value, 1);  // every image of the class needs a pixel
}

/// The tail beyond a cost, and the distance beyond which a share is, are inverse to each other.
TEST(TiltedRun, DistancesAndSharesAgree) {
  const Config config = config_of("brightness", 5, 3000);
  const Results results = run(config);
  const Tail tail(results, 0);
  for (const double share : {0.5, 0.1, 1e-2, 1e-3}) {
    const Tail::Distance at = tail.distance(1, share, 0.95);
    EXPECT_LE(at.lower, at.value);
    EXPECT_LE(at.value, at.upper);
    EXPECT_LE(tail.beyond(1, at.value, 0.95).value, share);
    EXPECT_GT(tail.beyond(1, at.value - 1.0 / 3, 0.95).value, share);
    EXPECT_LE(tail.beyond(1, at.upper, 0.95).interval.upper, share);
    EXPECT_GT(tail.beyond(1, at.lower - 1.0 / 3, 0.95).interval.lower, share);
  }
  EXPECT_EQ(tail_shares(config), (std::vector<double>{1e-1, 1e-2, 1e-3, 1e-4}));
}

TEST(TiltedRun, NoImageExceedsTheLargestCostOfItsHeight) {
  for (const char* const type : {"brightness", "hamming_ball", "majority_bit", "halfspace"}) {
    Config config = config_of(type, 3, 400);
    config.p = {0, 0.5, 1, 2, 3.5, std::numeric_limits<double>::infinity()};
    config.n = {2};
    config.bit_depth = {3};
    const Results results = run(config);
    for (std::size_t i = 0; i < results.cells.size(); ++i) {
      const CellResult& cell = results.cells[i];
      const CellStratum& stratum = cell.built.stratum.value();
      for (std::size_t p = 0; p < config.p.size() && cell.in_class > 0; ++p) {
        const Tally tally = cell.tallies.at(p).upper;
        EXPECT_LE(cost_value(tally.cost.back(), tally.real),
                  host_class(type).largest_cost(cell.built, cell_shape(config, i), config.p[p],
                                                stratum.end - 1) *
                      (1 + 1e-12))
            << type << " stratum " << i << " p=" << config.p[p];
      }
    }
  }
}

}  // namespace
}  // namespace brink
