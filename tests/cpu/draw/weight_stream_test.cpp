// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/weight_stream.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "cuda/philox.hpp"

namespace brink {
namespace {

ClassifierConfig half_space(const std::string& weights, std::uint64_t seed) {
  ClassifierConfig config;
  config.name = config.type = "halfspace";
  config.weights = weights;
  config.seed = seed;
  return config;
}

/// The weight of a pixel, from the words of docs/spec/random_streams.md#weights.
std::int32_t weight_of(const ClassifierConfig& config, const Shape& shape, std::uint64_t i) {
  const std::uint32_t stream = shape.n | shape.b << 16 | shape.h << 21 | 1u << 25;
  if (config.weights == "rademacher") {
    return (stream_word(stream, config.seed, 0, i / 32) >> (i % 32)) % 2 == 1 ? 1 : -1;
  }
  const std::uint32_t word = stream_word(stream, config.seed, 0, i);
  if (config.weights == "binomial") return std::popcount(word) - 16;
  if (config.weights == "uniform") {
    const std::uint64_t values = 2 * config.max_weight + 1;
    return static_cast<std::int32_t>(word * values >> 32) -
           static_cast<std::int32_t>(config.max_weight);
  }
  // This is exact: multiplying a double by 2^31 only changes its exponent.
  if (static_cast<double>(word >> 1) >= config.density * 0x1p31) return 0;
  return word % 2 == 1 ? 1 : -1;
}

class WeightsOfKind : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Kinds, WeightsOfKind,
                         testing::Values("rademacher", "binomial", "uniform", "sparse"));

TEST_P(WeightsOfKind, FollowTheSpecPixelByPixel) {
  // 70 * 70 words are more than are drawn at a time, and end in the middle of a block.
  for (const Shape shape : {Shape{1, 1, 1}, {5, 3, 7}, {70, 1, 8}, {370, 1, 16}}) {
    const ClassifierConfig config = half_space(GetParam(), 0xfedcba9876543210);
    const std::vector<std::int32_t> found = weights(config, shape);
    ASSERT_EQ(found.size(), shape.pixels());
    std::map<std::uint32_t, std::uint64_t> histogram;
    for (std::uint64_t i = 0; i < shape.pixels(); ++i) {
      const std::int32_t weight = weight_of(config, shape, i);
      ASSERT_EQ(found[i], weight) << i;
      ++histogram[static_cast<std::uint32_t>(std::abs(weight))];
    }
    EXPECT_EQ(weight_histogram(config, shape), histogram);
  }
}

TEST_P(WeightsOfKind, StretchesMayBeginAnywhere) {
  const Shape shape{100, 1, 5};
  const ClassifierConfig config = half_space(GetParam(), 9);
  const std::vector<std::int32_t> all = weights(config, shape);
  WeightStream stream(config, shape);
  for (const std::uint64_t first : {0, 1, 31, 32, 127, 128, 4095, 4096, 4097, 9999}) {
    for (const std::uint64_t wanted : {1, 2, 33, 129, 4096, 4097, 8191}) {
      const std::uint64_t count = std::min(wanted, shape.pixels() - first);
      std::uint64_t next = first;
      stream.each(first, count, [&](std::uint64_t i, std::int32_t weight) {
        ASSERT_EQ(i, next++);
        ASSERT_EQ(weight, all[i]);
      });
      ASSERT_EQ(next, first + count);
    }
  }
}

TEST(Weights, SparseAtTheExtremesOfDensity) {
  const Shape shape{100, 1, 1};
  for (const double density : {1.0, 0.5, 0.1, 1e-9, std::nextafter(1.0, 0.0)}) {
    ClassifierConfig config = half_space("sparse", 4);
    config.density = density;
    std::uint64_t zeros = 0;
    const auto found = weights(config, shape);
    for (std::uint64_t i = 0; i < shape.pixels(); ++i) {
      ASSERT_EQ(found[i], weight_of(config, shape, i));
      if (found[i] == 0) ++zeros;
    }
    if (density == 1.0) {
      EXPECT_EQ(zeros, 0u);
    }
    if (density == 1e-9) {
      EXPECT_EQ(zeros, shape.pixels());
    }
  }
}

TEST(Weights, UniformReachesTheLargestWeight) {
  ClassifierConfig config = half_space("uniform", 4);
  for (const std::uint32_t most : {1u, 7u, 1023u}) {
    config.max_weight = most;
    const auto histogram = weight_histogram(config, {300, 1, 2});
    EXPECT_EQ(histogram.rbegin()->first, most);
    EXPECT_EQ(histogram.size(), most + 1);  // none is missing among 90000 pixels
  }
}

TEST(CentreLevels, AreTheFieldsOfDomainTwo) {
  for (std::uint32_t b = 1; b <= max_bit_depth; ++b) {
    const Shape shape{180, 1, b};  // more than one chunk from b = 6 on
    const ClassifierConfig config = half_space("rademacher", 0x8000000000000003);
    const auto levels = centre_levels(config, shape);
    ASSERT_EQ(levels.size(), shape.pixels());
    const std::uint32_t stream = 180 | b << 16 | 1u << 21 | 2u << 25;
    const std::uint32_t fields = 32 / b;
    for (std::uint32_t i = 0; i < levels.size(); ++i) {
      const std::uint32_t word = stream_word(stream, config.seed, 0, i / fields);
      ASSERT_EQ(static_cast<std::uint32_t>(levels[i]), (word >> (i % fields * b)) % (1u << b));
    }
  }
}

}  // namespace
}  // namespace brink
