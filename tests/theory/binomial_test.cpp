// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/binomial.hpp"

#include <gtest/gtest.h>

#include <boost/math/distributions/binomial.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace brink {
namespace {

using Integer = boost::multiprecision::cpp_int;
using Rational = boost::multiprecision::cpp_rational;

/// [rho]: the share of images within Hamming distance rho, exact.
std::vector<Rational> exact_balls(std::uint64_t pixels, std::uint32_t levels) {
  std::vector<Rational> balls;
  const Integer images = boost::multiprecision::pow(Integer(levels), static_cast<unsigned>(pixels));
  Integer shell = 1, ball = 0;
  for (std::uint64_t j = 0; j <= pixels; ++j) {
    ball += shell;
    balls.emplace_back(ball, images);
    shell = shell * (levels - 1) * (pixels - j) / (j + 1);
  }
  return balls;
}

TEST(HammingRadius, IsTheLargestByIntegers) {
  struct Space {
    std::uint64_t pixels;
    std::uint32_t levels;
  };
  for (const auto& [pixels, levels] :
       {Space{1, 2}, {1, 65536}, {2, 4},     {9, 2},    {25, 2},   {31, 4},   {62, 2},
        {63, 2},     {64, 2},    {125, 2},   {126, 2},  {127, 2},  {128, 2},  {8, 65536},
        {9, 65536},  {49, 8},    {400, 256}, {1024, 2}, {1089, 2}, {1089, 4}, {1089, 32}}) {
    const std::vector<Rational> balls = exact_balls(pixels, levels);
    for (std::size_t rho = 0; rho < balls.size(); ++rho) {
      const auto exact = balls[rho].convert_to<double>();
      EXPECT_NEAR(hamming_coverage(pixels, levels, static_cast<std::int64_t>(rho)), exact,
                  1e-15 * exact + 1e-300);
    }
    for (double coverage : {0.5, 0.3, 0.25, 0.1, 0.01, 1e-6, 1e-12, 1e-30}) {
      std::int64_t rho = -1;
      for (const Rational& ball : balls) rho += ball <= Rational(coverage);
      EXPECT_EQ(hamming_radius(pixels, levels, coverage), rho)
          << pixels << ' ' << levels << ' ' << coverage;
    }
  }
}

TEST(HammingRadius, NoBallIsSmallEnough) {
  EXPECT_EQ(hamming_radius(1, 2, 0.49), -1);
  EXPECT_EQ(hamming_radius(1, 2, 0.5), 0);
  EXPECT_EQ(hamming_radius(2, 2, 0.2), -1);
  EXPECT_EQ(hamming_radius(200, 2, 1e-61), -1);  // 2^-200 = 6.2e-61
  EXPECT_EQ(hamming_radius(200, 2, 1e-60), 0);
  EXPECT_EQ(hamming_coverage(5, 4, -1), 0);
  EXPECT_EQ(hamming_coverage(5, 4, 5), 1);
}

TEST(HammingRadius, HalfIsATieForAnOddNumberOfBits) {
  for (std::uint64_t pixels :
       {1ull, 61ull, 127ull, 1089ull, 16641ull, (1ull << 24) + 1, (15ull << 28) - 1}) {
    const auto middle = static_cast<std::int64_t>(pixels / 2);
    EXPECT_NEAR(hamming_coverage(pixels, 2, middle), 0.5, 1e-13);
    EXPECT_EQ(hamming_radius(pixels, 2, 0.5), middle) << pixels;
    EXPECT_EQ(hamming_radius(pixels + 1, 2, 0.5), middle) << pixels + 1;
  }
}

TEST(HammingRadius, AgreesWithTheIncompleteBeta) {
  for (std::uint64_t pixels : {5000ull, 1ull << 20, 3ull << 24, 15ull << 28}) {
    for (std::uint32_t levels : {2u, 8u, 256u, 65536u}) {
      const std::int64_t rho = hamming_radius(pixels, levels, 0.3);
      if (rho == static_cast<std::int64_t>(pixels)) continue;
      const boost::math::binomial_distribution<double> law(static_cast<double>(pixels),
                                                           1 - 1.0 / levels);
      EXPECT_LE(hamming_coverage(pixels, levels, rho), 0.3);
      EXPECT_GT(hamming_coverage(pixels, levels, rho + 1), 0.3);
      for (std::int64_t j : {rho - 50, rho, rho + 1}) {
        EXPECT_NEAR(hamming_coverage(pixels, levels, j), cdf(law, static_cast<double>(j)), 2e-9)
            << pixels << ' ' << levels;
      }
    }
  }
}

TEST(HammingRadius, RefusesWhatIsOutOfRange) {
  EXPECT_THROW(hamming_radius(0, 2, 0.5), std::invalid_argument);
  EXPECT_THROW(hamming_radius(1ull << 32, 2, 0.5), std::invalid_argument);
  EXPECT_THROW(hamming_radius(4, 3, 0.5), std::invalid_argument);
  EXPECT_THROW(hamming_radius(4, 2, 0), std::invalid_argument);
  EXPECT_THROW(hamming_radius(4, 2, 1), std::invalid_argument);
}

}  // namespace
}  // namespace brink
