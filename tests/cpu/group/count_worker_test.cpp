// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/group/count_worker.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "host/cpu/group/group.hpp"
#include "tests/cpu/chi_square.hpp"
#include "tests/cpu/test_group.hpp"

namespace brink {
namespace {

/// One cell of each class that needs level counts only.
class CountGroup {
 public:
  explicit CountGroup(Shape shape, std::int64_t threshold = 0) : group_(shape, 21) {
    group_.add("brightness", threshold);
    group_.add("majority_bit", threshold);
    group_.add("parity", 0);
  }
  GroupJob job(bool multinomial) const {
    GroupJob job = group_.job();
    job.multinomial = multinomial;
    return job;
  }

 private:
  TestGroup group_;
};

std::vector<CellTally> run(const GroupJob& job, std::uint64_t first, std::uint64_t count,
                           unsigned threads = 1) {
  GroupOptions options;
  options.threads = threads;
  return run_group(job, first, count, options);
}

Histogram costs(const CellTally& tally, std::size_t p) {
  CostAccumulator accumulator = tally.upper[p];
  const Tally all = accumulator.tally();
  Histogram histogram;
  for (std::size_t i = 0; i < all.cost.size(); ++i) {
    histogram[static_cast<std::int64_t>(all.cost[i])] = all.count[i];
  }
  return histogram;
}

void expect_same(const std::vector<CellTally>& a, const std::vector<CellTally>& b,
                 const GroupJob& job) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t cell = 0; cell < a.size(); ++cell) {
    EXPECT_EQ(a[cell].samples, b[cell].samples);
    EXPECT_EQ(a[cell].in_class, b[cell].in_class);
    for (std::size_t p = 0; p < job.rules.size(); ++p) {
      EXPECT_EQ(costs(a[cell], p), costs(b[cell], p)) << cell << " " << p;
    }
  }
}

const Shape shapes[] = {{64, 1, 1}, {100, 1, 4}, {333, 2, 8}, {20, 1, 12}, {3, 1, 16}};

TEST(CountWorker, GivesTheSameForAnyThreadsAndRanges) {
  constexpr std::uint64_t images = 500;
  constexpr std::uint64_t first = (std::uint64_t{1} << 32) - 100;  // the index's high word changes
  for (const Shape& shape : shapes) {
    SCOPED_TRACE(testing::Message() << shape.n << " " << shape.b);
    const CountGroup group(shape);
    const GroupJob job = group.job(true);
    const std::vector<CellTally> whole = run(job, first, images);
    ASSERT_EQ(whole.size(), 3u);
    EXPECT_GT(whole[0].in_class, images / 4);
    for (const unsigned threads : {2u, 3u, 8u}) {
      expect_same(run(job, first, images, threads), whole, job);
    }
    std::vector<CellTally> parts = run(job, first, 123, 2);
    const std::vector<CellTally> rest = run(job, first + 123, images - 123, 2);
    for (std::size_t cell = 0; cell < parts.size(); ++cell) parts[cell].add(rest[cell]);
    expect_same(parts, whole, job);
  }
}

TEST(CountWorker, GivesAClassTheSameAloneAndInCompany) {
  const Shape shape{40, 1, 6};
  const CountGroup group(shape);
  const GroupJob together = group.job(true);
  for (std::size_t cell = 0; cell < together.cells.size(); ++cell) {
    GroupJob alone = together;
    alone.cells = {together.cells[cell]};
    expect_same(run(alone, 0, 300), {run(together, 0, 300)[cell]}, together);
  }
}

/// Compares every cost at every p with the pixel sampler's, by two-sample chi-square.
TEST(CountWorker, HasTheCostsOfDrawnPixels) {
  constexpr std::uint64_t images = 40'000;
  for (const Shape& shape : shapes) {
    if (shape.n > 100) continue;  // drawing its pixels takes too long
    SCOPED_TRACE(testing::Message() << shape.n << " " << shape.b);
    const CountGroup group(shape);
    const std::vector<CellTally> counted = run(group.job(true), 0, images, 2);
    const std::vector<CellTally> drawn = run(group.job(false), 0, images, 2);
    for (std::size_t cell = 0; cell < counted.size(); ++cell) {
      EXPECT_EQ(counted[cell].samples, images);
      // The shares are independent, so their difference has twice the variance, 1/4 at most.
      expect_mean(
          static_cast<double>(counted[cell].in_class) - static_cast<double>(drawn[cell].in_class),
          images, 0, 0.5);
      for (std::size_t p = 0; p < group.job(true).rules.size(); ++p) {
        SCOPED_TRACE(testing::Message() << "cell " << cell << " p " << p);
        const Histogram a = costs(counted[cell], p);
        const Histogram b = costs(drawn[cell], p);
        if (a.size() == 1 && b.size() == 1) {  // parity, and p = inf at b = 1
          EXPECT_EQ(a.begin()->first, b.begin()->first);
          continue;
        }
        expect_one_law(a, b);
      }
    }
  }
}

TEST(CountWorker, RefusesClassesThatSeeMore) {
  for (const char* const type : {"halfspace", "hamming_ball", "dictator"}) {
    TestGroup group({8, 1, 2});
    group.add(type, 0, std::string(type) == "halfspace" ? "rademacher" : "");
    GroupJob job = group.job();
    job.multinomial = true;
    EXPECT_THROW(CountWorker{job}, std::invalid_argument) << type;
  }
}

}  // namespace
}  // namespace brink
