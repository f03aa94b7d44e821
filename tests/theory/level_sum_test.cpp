// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/level_sum.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "host/theory/images_above.hpp"
#include "host/theory/tilted_tail.hpp"

namespace brink {
namespace {

using Integer = boost::multiprecision::cpp_int;
using Real = boost::multiprecision::cpp_bin_float_100;

constexpr double stated_error = 1e-12;

/// log(count / q^N) to 100 digits.
double log_share(const Integer& count, std::uint64_t pixels, std::uint32_t levels) {
  const Real share =
      Real(count) / boost::multiprecision::pow(Real(levels), static_cast<int>(pixels));
  return static_cast<double>(boost::multiprecision::log(share));
}

/// [y]: how many images have a level sum of at most y, by convolution in integers.
std::vector<Integer> cumulative_counts(std::uint64_t pixels, std::uint32_t levels,
                                       std::size_t size) {
  std::vector<Integer> counts(size);
  counts[0] = 1;
  for (std::uint64_t i = 0; i <= pixels; ++i) {
    // The last pass is without the window: the running sum.
    const bool last = i == pixels;
    Integer window = 0;
    std::vector<Integer> next(size);
    for (std::size_t y = 0; y < size; ++y) {
      window += counts[y];
      if (!last && y >= levels) window -= counts[y - levels];
      next[y] = window;
    }
    counts.swap(next);
  }
  return counts;
}

struct Case {
  std::uint64_t pixels;
  std::uint32_t levels;
};

class AgainstConvolution : public testing::TestWithParam<Case> {};

/// Goes down to where log P is far below what a double can represent.
TEST_P(AgainstConvolution, LogTailsHaveTheStatedError) {
  const auto [pixels, levels] = GetParam();
  const LevelSum sum(pixels, levels);
  const auto middle = static_cast<std::size_t>(sum.largest() / 2);
  const std::vector<Integer> counts = cumulative_counts(pixels, levels, middle + 3);
  double deepest = 0;
  const std::size_t stride = 1 + counts.size() / 97;
  for (std::size_t y = 0; y < counts.size(); y += y + 8 >= middle ? 1 : stride) {
    const double expected = log_share(counts[y], pixels, levels);
    EXPECT_NEAR(sum.log_at_most(static_cast<std::int64_t>(y)), expected, stated_error)
        << pixels << ' ' << levels << ' ' << y;
    deepest = std::min(deepest, expected);
  }
  if (static_cast<double>(pixels) * std::log(levels) > 1000) {
    EXPECT_LT(deepest, std::log(1e-300));
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, AgainstConvolution,
                         testing::Values(Case{1, 2}, Case{3, 16}, Case{7, 256}, Case{12, 2},
                                         Case{64, 2}, Case{130, 2}, Case{1089, 2}, Case{4096, 2},
                                         Case{2500, 4}, Case{11, 4096}, Case{12, 2048},
                                         Case{16, 256}, Case{32, 256}, Case{33, 256}, Case{64, 16},
                                         Case{65, 256}, Case{257, 256}));

/// log P(X <= y), counted.
double counted(const Case& c, std::int64_t y) {
  const auto bits = static_cast<std::uint32_t>(std::countr_zero(c.levels));
  const auto largest = static_cast<std::int64_t>(c.pixels * (c.levels - 1));
  const ReducedScore score{c.levels, bits, {{1, c.pixels}}, c.pixels, largest};
  const auto images = images_above<long double>(score, largest - 2 * y - 2);
  return static_cast<double>(std::log(images) - std::log(2.0L) * bits * c.pixels);
}

/// Counts and the integral are for different sizes; where both exist they must agree.
TEST(TiltedTail, AgreesWithCounts) {
  for (const Case& c : {Case{12, 2},
                        {12, 1024},
                        {15, 256},
                        {31, 16},
                        {33, 4096},
                        {64, 1024},
                        {64, 65536},
                        {63, 4},
                        {126, 2}}) {
    const auto largest = static_cast<std::int64_t>(c.pixels * (c.levels - 1));
    TiltedTail tail({{1, c.pixels}}, c.levels);
    for (std::int64_t y = 0; 2 * y < largest; y += 1 + largest / 61) {
      EXPECT_NEAR(static_cast<double>(tail.log_above(largest - 2 * y - 1)), counted(c, y),
                  stated_error)
          << c.pixels << ' ' << c.levels << ' ' << y;
    }
  }
}

/// Each value is the same, bit for bit, as without other values before it, whatever these have
/// cached.
TEST(TiltedTail, KeepsNothingThatChangesAValue) {
  for (const Case& c : {Case{33, 4096}, {65, 2}, {640, 256}, {1ull << 24, 256}}) {
    const auto largest = static_cast<std::int64_t>(c.pixels * (c.levels - 1));
    TiltedTail shared({{1, c.pixels}}, c.levels);
    for (const std::int64_t stride : {largest / 17, largest / 23}) {
      for (std::int64_t y = largest / 2 - 1; y >= 0; y -= stride) {
        const std::int64_t twice_edge = largest - 2 * y - 1;
        EXPECT_EQ(shared.log_above(twice_edge),
                  TiltedTail({{1, c.pixels}}, c.levels).log_above(twice_edge))
            << c.pixels << ' ' << c.levels << ' ' << y;
      }
      // Near the middle all values share a line.
      for (std::int64_t y = largest / 2 - 1; y > largest / 2 - 20 && y >= 0; --y) {
        const std::int64_t twice_edge = largest - 2 * y - 1;
        EXPECT_EQ(shared.log_above(twice_edge),
                  TiltedTail({{1, c.pixels}}, c.levels).log_above(twice_edge));
      }
    }
  }
}

/// P(Binomial(N, 1/2) <= y) at n = 1024 and 4096 by sums of exact term ratios in 100 digits.
TEST(LevelSum, IsBinomialAtOneBit) {
  for (const std::uint64_t pixels : {std::uint64_t{1} << 20, std::uint64_t{1} << 24}) {
    const LevelSum sum(pixels, 2);
    const double deviation = std::sqrt(static_cast<double>(pixels)) / 2;
    for (const double z : {0.1, 3.0, 20.0, 37.0}) {
      const auto y = static_cast<std::int64_t>(static_cast<double>(pixels) / 2 - z * deviation);
      Real term = 1, total = 1;
      for (std::int64_t i = y; i > 0 && term > total * 1e-25; --i) {
        term = term * i / (pixels - static_cast<std::uint64_t>(i) + 1);
        total += term;
      }
      const Real log_term = boost::math::lgamma(Real(pixels + 1)) -
                            boost::math::lgamma(Real(y + 1)) -
                            boost::math::lgamma(Real(pixels - static_cast<std::uint64_t>(y) + 1)) -
                            Real(pixels) * boost::multiprecision::log(Real(2));
      const auto expected = static_cast<double>(log_term + boost::multiprecision::log(total));
      EXPECT_NEAR(sum.log_at_most(y), expected, stated_error) << pixels << ' ' << z;
    }
  }
}

/// P and the share of the other side add up to 1, and P grows with y, at the largest sizes.
TEST(LevelSum, IsALawAtEverySize) {
  for (const Case& c : {Case{0xffffffffull, 65536},
                        Case{0xffffffff, 65536},
                        Case{0xffffffff, 2},
                        {15ull << 28, 2},
                        {1ull << 24, 256},
                        {12, 65536},
                        {100, 65536},
                        {2500, 2048}}) {
    const LevelSum sum(c.pixels, c.levels);
    const std::int64_t largest = sum.largest();
    const double middle = std::exp(sum.log_at_most(largest / 2));
    EXPECT_GE(middle, 0.5 * (1 - stated_error));
    EXPECT_LT(std::exp(sum.log_at_most(largest / 2 - 1)), 0.5);
    if (largest % 2 == 1) {
      EXPECT_NEAR(middle, 0.5, stated_error);
    }
    double last = -std::numeric_limits<double>::infinity();
    for (int i = 1; i <= 40; ++i) {
      const auto y = static_cast<std::int64_t>(static_cast<double>(largest) * i / 40.5);
      const double here = sum.log_at_most(y);
      EXPECT_GE(here, last);
      EXPECT_LE(here, 0);
      last = here;
    }
    EXPECT_EQ(sum.log_at_most(-1), -std::numeric_limits<double>::infinity());
    EXPECT_EQ(sum.log_at_most(largest), 0);
  }
}

TEST(LevelSum, LeastLevelIsTheFirstThatHoldsTheShare) {
  for (const Case& c : {Case{9, 2}, {10, 2}, {16, 4}, {100, 8}, {400, 256}, {3, 65536}}) {
    const LevelSum sum(c.pixels, c.levels);
    for (const double share : {0.5, 0.499, 0.3, 1e-3}) {
      const std::int64_t y = sum.least_level(share);
      EXPECT_GE(std::exp(sum.log_at_most(y)), share * (1 - 1e-11));
      EXPECT_LT(std::exp(sum.log_at_most(y - 1)), share);
    }
  }
}

TEST(LevelSum, RefusesWhatNoImageHas) {
  EXPECT_THROW(LevelSum(0, 2), std::invalid_argument);
  EXPECT_THROW(LevelSum(1ull << 32, 2), std::invalid_argument);
  EXPECT_THROW(LevelSum(4, 3), std::invalid_argument);
  EXPECT_THROW(LevelSum(4, 131072), std::invalid_argument);
  EXPECT_THROW(LevelSum(4, 2).least_level(0.6), std::invalid_argument);
  EXPECT_THROW(LevelSum(4, 2).least_level(0), std::invalid_argument);
}

}  // namespace
}  // namespace brink
