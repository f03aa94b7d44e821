// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/count_sampler.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/math/distributions/binomial.hpp>
#include <numeric>

#include "cuda/image_source.hpp"
#include "host/sampler/binomial_tables.hpp"
#include "tests/cpu/chi_square.hpp"
#include "tests/cpu/each_instruction_set.hpp"

namespace brink {
namespace {

/// The tree of cuda/level_split.hpp walked depth first, node by node.
void walk(const BinomialTables& tables, const SplitStream& stream, std::uint32_t levels,
          std::uint32_t node, std::uint32_t pixels, std::vector<std::uint32_t>& count) {
  if (node >= levels) {
    count[node - levels] = pixels;
    return;
  }
  const std::uint32_t upper = draw_upper(tables, pixels, node, stream);
  walk(tables, stream, levels, 2 * node, pixels - upper, count);
  walk(tables, stream, levels, 2 * node + 1, upper, count);
}

/// Checks that everything in a LevelCounts follows from its counts.
void expect_consistent(const LevelCounts& counts, const Shape& shape) {
  std::uint64_t pixels = 0, sum = 0, upper_half = 0;
  std::vector<std::uint32_t> present;
  for (std::uint32_t level = 0; level < shape.levels(); ++level) {
    const std::uint64_t here = counts.count[level];
    pixels += here;
    sum += here * level;
    if (level >= shape.levels() / 2) upper_half += here;
    if (here != 0) present.push_back(level);
  }
  EXPECT_EQ(pixels, shape.pixels());
  EXPECT_EQ(counts.pixels, shape.pixels());
  EXPECT_EQ(counts.sum, sum);
  EXPECT_EQ(counts.upper_half, upper_half);
  EXPECT_EQ(counts.levels, shape.levels());
  EXPECT_EQ(counts.windows.low, shape.levels());
  if (counts.present != nullptr) {
    EXPECT_EQ(std::vector(counts.present, counts.present + counts.present_count), present);
  }
}

class CountSamplerOnEach : public EachInstructionSet {};

TEST_P(CountSamplerOnEach, WalksTheTree) {
  for (const Shape shape : {Shape{1, 1, 1}, Shape{1, 1, 16}, Shape{8, 3, 1}, Shape{64, 1, 2},
                            Shape{100, 1, 5}, Shape{999, 2, 8}, Shape{31, 1, 12}, Shape{33, 1, 12},
                            Shape{65535, 1, 7}, Shape{16384, 15, 3}, Shape{128, 1, 16}}) {
    SCOPED_TRACE(testing::Message() << shape.n << " " << shape.h << " " << shape.b);
    CountSampler sampler(shape, 9);
    const BinomialTables tables = binomial_tables(static_cast<std::uint32_t>(shape.pixels()));
    // One draw in 10^4 or fewer uses the rest tables, so many splits are needed.
    const std::uint64_t images = shape.b > 8 ? 3 : 100;
    const std::uint64_t first = (std::uint64_t{1} << 32) - 1;  // the high word of the index changes
    for (std::uint64_t image = first; image < first + images; ++image) {
      const LevelCounts counts = sampler.draw(image);
      expect_consistent(counts, shape);
      std::vector<std::uint32_t> walked(shape.levels());
      walk(tables, SplitStream(shape, 9, image), shape.levels(), 1,
           static_cast<std::uint32_t>(shape.pixels()), walked);
      EXPECT_EQ(std::vector(counts.count, counts.count + shape.levels()), walked) << image;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, CountSamplerOnEach, testing::ValuesIn(simd::instruction_sets()),
                         instruction_set_name);

/// b = 1: the number of ones is Binomial(N, 1/2), for all binary digits of N.
class OneBit : public testing::TestWithParam<std::uint32_t> {};

TEST_P(OneBit, IsBinomial) {
  constexpr std::uint64_t images = 200'000;
  const Shape shape{GetParam(), 1, 1};
  CountSampler sampler(shape, 3);
  Histogram ones;
  for (std::uint64_t image = 0; image < images; ++image) {
    ++ones[static_cast<std::int64_t>(sampler.draw(image).sum)];
  }
  const boost::math::binomial law(static_cast<double>(shape.pixels()), 0.5);
  expect_law(ones, images, ones.begin()->first, ones.rbegin()->first,
             [&](std::int64_t value) { return boost::math::pdf(law, static_cast<double>(value)); });
}

// 3^2 to 11^2 use coins only; 8^2, 32^2, 64^2, 512^2 use one digit; the others use many.
INSTANTIATE_TEST_SUITE_P(Sides, OneBit,
                         testing::Values(3u, 8u, 11u, 12u, 15u, 31u, 32u, 64u, 100u, 181u, 512u,
                                         1000u),
                         testing::PrintToStringParamName());

/// For a multinomial law, Pearson's statistic of an image's counts against N/q has mean q-1 and
/// variance 2(q-1)(1 - 1/N). The sum of levels and a product of two counts have closed forms too.
class Moments : public testing::TestWithParam<Shape> {};

TEST_P(Moments, AreThoseOfAMultinomial) {
  const Shape shape = GetParam();
  const std::uint64_t images = shape.b > 8 ? 3'000 : 20'000;
  const auto draws = static_cast<double>(images);
  const auto pixels = static_cast<double>(shape.pixels());
  const auto levels = static_cast<double>(shape.levels());
  const double expected = pixels / levels;
  CountSampler sampler(shape, 4);
  double statistic = 0, sum = 0, sum_square = 0, upper = 0, pair = 0;
  const double sum_variance = pixels * (levels * levels - 1) / 12;
  for (std::uint64_t image = 0; image < images; ++image) {
    const LevelCounts counts = sampler.draw(image);
    for (std::uint32_t level = 0; level < shape.levels(); ++level) {
      const double gap = counts.count[level] - expected;
      statistic += gap * gap / expected;
    }
    const double from_mean = static_cast<double>(counts.sum) - pixels * (levels - 1) / 2;
    sum += from_mean;
    sum_square += from_mean * from_mean;
    upper += static_cast<double>(counts.upper_half);
    pair += (counts.count[0] - expected) * (counts.count[shape.top_level()] - expected);
  }
  expect_mean(statistic, draws, levels - 1, 2 * (levels - 1) * (1 - 1 / pixels));
  expect_mean(sum, draws, 0, sum_variance);
  // Var X^2 of a sum close to normal is 2 V^2, less its negative excess kurtosis.
  expect_mean(sum_square, draws, sum_variance, 2 * sum_variance * sum_variance);
  expect_mean(upper, draws, pixels / 2, pixels / 4);
  // Var(XY) <= sqrt(E X^4 E Y^4), where E X^4 is at most V (3V + 1).
  const double variance = expected * (1 - 1 / levels);
  expect_mean(pair, draws, -pixels / (levels * levels), variance * (3 * variance + 1));
}

INSTANTIATE_TEST_SUITE_P(Shapes, Moments,
                         testing::Values(Shape{50, 1, 2}, Shape{64, 1, 4}, Shape{100, 3, 5},
                                         Shape{1024, 1, 8}, Shape{30, 1, 8}, Shape{30, 1, 12}),
                         [](const auto& info) {
                           return fmt::format("N{}B{}", info.param.n, info.param.b);
                         });

/// The joint law of all counts equals that of drawn pixels: the histogram of a small space.
TEST(CountSampler, HasTheJointLawOfDrawnPixels) {
  constexpr std::uint64_t images = 400'000;
  const Shape shape{3, 1, 2};
  const ImageSource pixels{shape, 11, false};
  CountSampler sampler(shape, 11);
  const auto code = [&](const std::uint32_t* count) {
    std::int64_t result = 0;
    for (std::uint32_t level = 0; level < shape.levels(); ++level) {
      result = result * 10 + count[level];
    }
    return result;
  };
  Histogram drawn, counted;
  for (std::uint64_t image = 0; image < images; ++image) {
    ++counted[code(sampler.draw(image).count)];
    std::vector<std::uint32_t> count(shape.levels());
    for (std::uint64_t i = 0; i < shape.pixels(); ++i) ++count[pixels.level(image, i)];
    ++drawn[code(count.data())];
  }
  expect_one_law(counted, drawn);
  // 9!/(a! b! c! d!) 4^-9.
  expect_law(counted, images, 9, 9000, [&](std::int64_t value) {
    double log_ways = std::lgamma(10) - 9 * std::log(4);
    std::int64_t all = 0;
    for (; value != 0; value /= 10) {
      all += value % 10;
      log_ways -= std::lgamma(static_cast<double>(value % 10 + 1));
    }
    return all == 9 ? std::exp(log_ways) : 0;
  });
}

/// Sparse shapes, where most images contain a level at most once.
TEST(CountSampler, DrawsFewPixelsEvenly) {
  const Shape shape{2, 1, 16};
  CountSampler sampler(shape, 2);
  Histogram buckets;
  constexpr std::uint64_t images = 100'000;
  constexpr std::uint32_t bucket_levels = 256;
  for (std::uint64_t image = 0; image < images; ++image) {
    const LevelCounts counts = sampler.draw(image);
    ASSERT_NE(counts.present, nullptr);
    for (std::uint32_t i = 0; i < counts.present_count; ++i) {
      const std::uint32_t level = counts.present[i];
      buckets[level / bucket_levels] += counts.count[level];
    }
  }
  // An image has four independent pixels, and every bucket of levels is equally likely.
  expect_law(buckets, 4 * images, 0, 255, [](std::int64_t) { return 1.0 / 256; });
}

TEST(CountSampler, GivesNeighboursNothingInCommon) {
  const Shape shape{64, 1, 1};
  CountSampler sampler(shape, 1), other_seed(shape, 2);
  constexpr int images = 100'000;
  const double mean = 2048, variance = 1024;
  double lagged = 0, crossed = 0, last = 0;
  for (int image = 0; image < images; ++image) {
    const double here = static_cast<double>(sampler.draw(static_cast<std::uint64_t>(image)).sum);
    const double there =
        static_cast<double>(other_seed.draw(static_cast<std::uint64_t>(image)).sum);
    if (image > 0) lagged += (here - mean) * (last - mean);
    crossed += (here - mean) * (there - mean);
    last = here;
  }
  expect_mean(lagged, images - 1, 0, variance * variance);
  expect_mean(crossed, images, 0, variance * variance);
}

}  // namespace
}  // namespace brink
