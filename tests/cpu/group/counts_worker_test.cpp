// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/group/counts_worker.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "host/cpu/group/group.hpp"
#include "tests/cpu/chi_square.hpp"
#include "tests/cpu/test_group.hpp"

namespace brink {
namespace {

/// One cell of each class that the sampler accepts, with names of their own. Where there is a
/// threshold, it is below 0 by `depth` of the largest score, so that images lie deep inside and
/// most need wider windows.
class CountsGroup {
 public:
  explicit CountsGroup(Shape shape, double depth = 0) : group_(shape, 21) {
    const auto pixels = static_cast<double>(shape.pixels());
    const auto below = [&](double largest) { return -static_cast<std::int64_t>(depth * largest); };
    const double top = shape.top_level();
    add("brightness", "", below(pixels * top));
    add("majority_bit", "", below(pixels));
    add("parity", "", 0);
    add("top_bit_parity", "", 0);
    add("dictator", "", 0);
    add("corner", "", static_cast<std::int64_t>(top * top / 2));
    // Half of the images are inside: Binomial(N, 1 - 1/q) at its mean.
    add("hamming_ball", "", static_cast<std::int64_t>(pixels - pixels / shape.levels()));
    add("halfspace", "rademacher", below(pixels * top));
    add("halfspace", "sparse", below(0.3 * pixels * top));
    add("halfspace", "binomial", below(2 * pixels * top));
    add("halfspace", "uniform", below(3.5 * pixels * top));
  }
  GroupJob job(bool counts) const {
    GroupJob job = group_.job();
    job.counts = counts;
    return job;
  }

 private:
  void add(const std::string& type, const std::string& weights, std::int64_t threshold) {
    ClassifierConfig config;
    config.type = type;
    config.name = type + weights;
    if (!weights.empty()) config.weights = weights;
    group_.add(config, threshold);
  }
  TestGroup group_;
};

Histogram costs(const CellTally& tally, std::size_t p, bool lower = false) {
  CostAccumulator accumulator = (lower ? tally.lower : tally.upper)[p];
  const Tally all = accumulator.tally();
  Histogram histogram;
  for (std::size_t i = 0; i < all.cost.size(); ++i) {
    histogram[static_cast<std::int64_t>(all.cost[i])] = all.count[i];
  }
  return histogram;
}

Histogram::const_iterator most_frequent(const Histogram& histogram) {
  return std::max_element(histogram.begin(), histogram.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; });
}
/// Images that do not have the most frequent cost.
double others(const Histogram& histogram) {
  double all = 0;
  for (const auto& [cost, images] : histogram) all += static_cast<double>(images);
  return all - static_cast<double>(most_frequent(histogram)->second);
}

void expect_same(const std::vector<CellTally>& a, const std::vector<CellTally>& b,
                 const GroupJob& job) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t cell = 0; cell < a.size(); ++cell) {
    EXPECT_EQ(a[cell].samples, b[cell].samples);
    EXPECT_EQ(a[cell].in_class, b[cell].in_class);
    for (std::size_t p = 0; p < job.rules.size(); ++p) {
      EXPECT_EQ(costs(a[cell], p), costs(b[cell], p)) << cell << " " << p;
      EXPECT_EQ(costs(a[cell], p, true), costs(b[cell], p, true)) << cell << " " << p;
    }
  }
}

TEST(CountsWorker, GivesTheSameForAnyThreadsAndRanges) {
  constexpr std::uint64_t images = 300;
  constexpr std::uint64_t first = (std::uint64_t{1} << 32) - 100;  // the index's high word changes
  for (const Shape& shape : {Shape{20, 1, 1}, Shape{40, 2, 6}, Shape{3, 1, 10}}) {
    SCOPED_TRACE(testing::Message() << shape.n << " " << shape.b);
    const CountsGroup group(shape, 0.05);
    const GroupJob job = group.job(true);
    const std::vector<CellTally> whole = run_group(job, first, images, with_threads(1));
    EXPECT_GT(whole[0].in_class, images / 4);
    expect_same(run_group(job, first, images, with_threads(3)), whole, job);
    std::vector<CellTally> parts = run_group(job, first, 123, with_threads(2));
    const auto rest = run_group(job, first + 123, images - 123, with_threads(1));
    for (std::size_t cell = 0; cell < parts.size(); ++cell) parts[cell].add(rest[cell]);
    expect_same(parts, whole, job);
  }
}

TEST(CountsWorker, GivesAClassTheSameAloneAndInCompany) {
  const CountsGroup group({12, 1, 6}, 0.05);
  const GroupJob together = group.job(true);
  const std::vector<CellTally> all = run_group(together, 0, 100, with_threads(1));
  for (std::size_t cell = 0; cell < together.cells.size(); ++cell) {
    GroupJob alone = together;
    alone.cells = {together.cells[cell]};
    expect_same(run_group(alone, 0, 100, with_threads(1)), {all[cell]}, together);
  }
}

/// An image does not depend on the p of the run, although other p need wider windows.
TEST(CountsWorker, GivesAPTheSameAloneAndInCompany) {
  const CountsGroup group({12, 1, 6}, 0.05);
  const GroupJob together = group.job(true);
  const std::vector<CellTally> all = run_group(together, 0, 100, with_threads(1));
  for (std::size_t p = 0; p < together.rules.size(); ++p) {
    GroupJob alone = together;
    alone.rules = {together.rules[p]};
    alone.grids = {together.grids[p]};
    for (CellJob& cell : alone.cells) cell.bracket = {cell.bracket[p]};
    const std::vector<CellTally> found = run_group(alone, 0, 100, with_threads(1));
    for (std::size_t cell = 0; cell < found.size(); ++cell) {
      EXPECT_EQ(costs(found[cell], 0), costs(all[cell], p)) << cell << " " << p;
    }
  }
}

struct Compared {
  Shape shape;
  double depth;
  std::uint64_t images;
};

class CountedCosts : public testing::TestWithParam<Compared> {};

/// Every cost at every p against the pixel sampler's, by two-sample chi-square. About 1500 tests,
/// each of which fails for a correct program once in a million.
TEST_P(CountedCosts, HaveTheLawOfDrawnPixels) {
  const auto& [shape, depth, images] = GetParam();
  const CountsGroup group(shape, depth);
  const GroupJob job = group.job(true);
  const std::vector<CellTally> counted = run_group(job, 0, images, with_threads(2));
  const std::vector<CellTally> drawn = run_group(group.job(false), 0, images, with_threads(2));
  for (std::size_t cell = 0; cell < counted.size(); ++cell) {
    EXPECT_EQ(counted[cell].samples, images);
    // The shares are independent, so their difference has twice the variance, 1/4 at most.
    expect_mean(
        static_cast<double>(counted[cell].in_class) - static_cast<double>(drawn[cell].in_class),
        static_cast<double>(images), 0, 0.5);
    for (std::size_t p = 0; p < job.rules.size(); ++p) {
      for (const bool lower : {false, true}) {
        SCOPED_TRACE(testing::Message() << job.cells[cell].config->name << " p "
                                        << job.rules[p].norm.p << (lower ? " lower" : ""));
        const Histogram a = costs(counted[cell], p, lower);
        const Histogram b = costs(drawn[cell], p, lower);
        ASSERT_EQ(a.empty(), b.empty());
        if (a.empty()) continue;
        if (others(a) + others(b) < 8 * least_expected) {  // such as parity: too few to compare
          EXPECT_EQ(most_frequent(a)->first, most_frequent(b)->first);
          continue;
        }
        expect_one_law(a, b);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, CountedCosts,
    testing::Values(Compared{{30, 1, 1}, 0, 20'000}, Compared{{30, 1, 4}, 0, 20'000},
                    Compared{{9, 1, 5}, 0.2, 10'000}, Compared{{40, 1, 8}, 0, 8'000},
                    Compared{{5, 1, 8}, 0.2, 8'000}, Compared{{4, 1, 10}, 0.1, 8'000}),
    [](const auto& info) {
      return "n" + std::to_string(info.param.shape.n) + "b" + std::to_string(info.param.shape.b);
    });

TEST(CountsWorker, RefusesClassesThatSeeWholeImages) {
  for (const char* const type : {"hash", "voronoi"}) {
    TestGroup group({8, 1, 2});
    group.add(type, 0);
    GroupJob job = group.job();
    job.counts = true;
    EXPECT_THROW(CountsWorker{job}, std::invalid_argument) << type;
  }
}

}  // namespace
}  // namespace brink
