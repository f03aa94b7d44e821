// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/fourier_tail.hpp"

#include <gtest/gtest.h>

#include <boost/math/special_functions/erf.hpp>
#include <cmath>

#include "host/theory/characteristic.hpp"
#include "host/theory/counted_tail.hpp"
#include "host/theory/score_law.hpp"
#include "tests/theory/reduced.hpp"

namespace brink {
namespace {

void expect_agreement(const ScoreTail& fourier, const ScoreTail& counted,
                      const ReducedScore& score) {
  const std::int64_t step = std::max<std::int64_t>(1, score.largest / 60);
  for (std::int64_t t = -(score.largest & 1); t <= score.largest; t += 2 * step) {
    ASSERT_NEAR(fourier.above(t), counted.above(t), 1e-15) << score.bits << ' ' << t;
  }
}

TEST(FourierTail, AgreesWithCountingWhereBothArePossible) {
  for (const ReducedScore& score :
       {reduced(1, {{1, 1}}), reduced(1, {{1, 40}}), reduced(1, {{2, 60}, {3, 60}}),
        reduced(1, {{1, 1}, {126, 20}, {127, 20}}), reduced(2, {{1, 3}, {4, 50}}),
        reduced(5, {{1, 2}, {2, 5}, {3, 4}}), reduced(8, {{1, 15}}), reduced(8, {{3, 7}, {7, 8}}),
        reduced(12, {{1, 10}}), reduced(11, {{1, 2}, {5, 2}}), reduced(13, {{1, 7}}),
        reduced(8, {{30, 2}, {31, 2}, {127, 2}})}) {
    ASSERT_TRUE(CountedTail::possible(score));
    expect_agreement(FourierTail(score), CountedTail(score), score);
  }
  for (const ReducedScore& score : {reduced(16, {{1, 16}}), reduced(10, {{1, 5}, {1000, 11}})}) {
    expect_agreement(FourierTail(score), FewPixelsTail(score), score);
  }
}

TEST(CharacteristicFunction, IsTheProductOfCosines) {
  const ReducedScore score = reduced(3, {{1, 2}, {3, 1}, {4, 3}});
  constexpr std::uint64_t period = 10007;
  const CharacteristicFunction phi(score, period);
  for (std::uint64_t j = 1; j <= period / 2; ++j) {
    long double product = 1;
    for (const WeightCount& e : score.weights) {
      for (std::uint32_t i = 0; i < score.bits * e.count; ++i) {
        const std::uint64_t turn = (j * e.weight << (i % score.bits)) % (2 * period);
        product *= std::cos(M_PIl * static_cast<long double>(turn) / period);
      }
    }
    ASSERT_NEAR(static_cast<double>(phi(j)), static_cast<double>(product), 1e-16) << j;
  }
}

TEST(CharacteristicFunction, BoundHoldsOnEveryRange) {
  for (const ReducedScore& score : {reduced(1, {{1, 5}, {2, 9}}), reduced(4, {{2, 3}, {3, 2}})}) {
    constexpr std::uint64_t period = 2003;
    const CharacteristicFunction phi(score, period);
    for (std::uint64_t width : {0, 1, 7, 60, 400}) {
      for (std::uint64_t first = 1; first + width <= period / 2; ++first) {
        const long double bound = std::exp(phi.log_bound(first, first + width));
        for (std::uint64_t j = first; j <= first + width; j += 1 + width / 20) {
          ASSERT_LE(std::abs(phi(j)), bound * (1 + 1e-15L)) << first << ' ' << width << ' ' << j;
        }
      }
    }
  }
}

/// The largest images of the model. A lattice law of variance V (spacing 2) is
/// normal at half-way points up to its kurtosis (Edgeworth) and the spacing
/// (Euler-Maclaurin), both of relative size 1/N.
struct Huge {
  std::uint32_t bits;
  std::vector<WeightCount> weights;
};

class LargestImages : public testing::TestWithParam<Huge> {};

TEST_P(LargestImages, FollowEdgeworth) {
  const ReducedScore score = reduced(GetParam().bits, GetParam().weights);
  const ScoreLaw law(score.levels, score.weights);
  const std::int64_t threshold = law.least_threshold(0.3);

  // Cumulants of 2x - (q-1): (q^2-1)/3 and -2 (q^4-1)/15.
  const double q = score.levels;
  double variance = 0, fourth = 0;
  for (const WeightCount& e : score.weights) {
    const double weight2 = static_cast<double>(e.weight) * e.weight;
    variance += weight2 * static_cast<double>(e.count) * (q * q - 1) / 3;
    fourth -= weight2 * weight2 * static_cast<double>(e.count) * 2 * (q * q * q * q - 1) / 15;
  }
  const double sigma = std::sqrt(variance);
  const double excess = fourth / (variance * variance);
  const auto edgeworth = [&](double z) {
    const double density = std::exp(-z * z / 2) / std::sqrt(2 * M_PI);
    // The sum over the lattice up to half-way differs from the integral by
    // (spacing^2/24) f'/sigma^2, f' = -z density.
    return std::erfc(z / M_SQRT2) / 2 + density * excess / 24 * (z * z * z - 3 * z) +
           density * 4 / (24 * variance) * -z;
  };
  for (double z : {0.0, 0.01, 0.5244, 1.0, 3.0, 6.0}) {
    std::int64_t t = static_cast<std::int64_t>(z * sigma);
    if ((t ^ score.largest) & 1) ++t;
    const double at = (static_cast<double>(t) + 1) / sigma;
    EXPECT_NEAR(law.above(t), edgeworth(at), 2e-16 + 10 * excess * excess) << z;
  }
  // To the integer: the threshold is the least.
  EXPECT_LE(law.above(threshold), 0.3 * (1 + 1e-12));
  EXPECT_GT(law.above(threshold - 1), 0.3);
  const double z_at_30_percent = std::sqrt(2) * boost::math::erfc_inv(0.6);
  EXPECT_NEAR(static_cast<double>(threshold) / sigma, z_at_30_percent,
              2 / sigma + std::abs(excess));
}

constexpr std::uint64_t all_pixels = 15ull << 28;

INSTANTIATE_TEST_SUITE_P(ScoreLaw, LargestImages,
                         testing::Values(Huge{8, {{1, 1ull << 26}}}, Huge{1, {{1, all_pixels}}},
                                         Huge{16, {{1, all_pixels}}}, Huge{16, {{1, 1ull << 26}}},
                                         Huge{16,
                                              {{1, 1ull << 28}, {2, 1ull << 28}, {3, 1ull << 28}}},
                                         Huge{16, {{1, 1000}, {2, all_pixels - 1000}}},
                                         Huge{1, {{1, 3ull << 26}, {5, 1ull << 26}, {16, 7}}},
                                         Huge{8, {{126, 1ull << 25}, {127, 1ull << 25}}}));

}  // namespace
}  // namespace brink
