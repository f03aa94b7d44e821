// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/sampler/half_binomial_weights.hpp"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "cuda/half_binomial.hpp"
#include "host/sampler/binomial_tables.hpp"
#include "tests/sampler/words_of.hpp"

namespace brink {
namespace {

using boost::multiprecision::cpp_int;
using Float = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<80>>;

constexpr std::uint32_t largest_exact = 13;

class EachDigit : public testing::TestWithParam<std::uint32_t> {
 protected:
  std::uint32_t k() const { return GetParam(); }
  std::int64_t mean() const { return std::int64_t{1} << (k() - 1); }
  HalfBinomialWeights weights_ = half_binomial_weights(GetParam());

  static std::int64_t middle(const std::vector<std::uint64_t>& list) {
    return static_cast<std::int64_t>(list.size() / 2);
  }
  /// The probability of mean + j in the two tables, times 2^128.
  cpp_int share(std::int64_t j) const {
    const auto& [centre, rest] = weights_;
    cpp_int result = 0;
    if (std::abs(j) < middle(centre)) {
      result = cpp_int{centre[static_cast<std::size_t>(middle(centre) + j)]} << 64;
    }
    if (j >= -middle(rest) && j < middle(rest)) {
      result += cpp_int{centre[0]} * rest[static_cast<std::size_t>(middle(rest) + j)];
    }
    return result;
  }
};

std::string name_of(const testing::TestParamInfo<std::uint32_t>& info) {
  return "K" + std::to_string(info.param);
}

TEST_P(EachDigit, SumsToOneAndIsSymmetric) {
  cpp_int centre = 0, rest = 0;
  for (const std::uint64_t weight : weights_.centre) centre += weight;
  for (const std::uint64_t weight : weights_.rest) rest += weight;
  EXPECT_EQ(centre, cpp_int{1} << 64);
  EXPECT_EQ(rest, cpp_int{1} << 64);
  for (std::size_t i = 1; i < weights_.centre.size() / 2; ++i) {
    ASSERT_EQ(weights_.centre[i], weights_.centre[weights_.centre.size() - i]) << i;
  }
}

/// The variance is 2^k/4 and the fourth moment 3 V^2 - V/2, except for the 1e-15 that is cut off
/// at most and the rounding of the sum in 80 digits.
TEST_P(EachDigit, HasTheMomentsOfABinomial) {
  Float all = 0, second = 0, fourth = 0;
  for (std::int64_t j = -middle(weights_.rest); j < middle(weights_.rest); ++j) {
    const Float here = Float(share(j));
    const Float square = Float(j) * Float(j);
    all += here;
    second += here * square;
    fourth += here * square * square;
  }
  EXPECT_EQ(all, Float(cpp_int{1} << 128));
  const Float variance = ldexp(Float(1), static_cast<int>(k()) - 2);
  EXPECT_LT(abs(Float(second / all / variance - 1)), Float(1e-15));
  EXPECT_LT(abs(Float(fourth / all / (3 * variance * variance - variance / 2) - 1)), Float(1e-15));
}

/// The escape to the second table keeps the first one small. For this lattice P(|z| >= 4) is a
/// little above the normal law's 6.3e-5.
TEST_P(EachDigit, SeldomNeedsTheSecondTable) {
  const double escape = std::ldexp(static_cast<double>(weights_.centre[0]), -64);
  EXPECT_LT(escape, 8e-5);
}

INSTANTIATE_TEST_SUITE_P(Digits, EachDigit, testing::Range(first_table_digit, coin_digits, 4u),
                         name_of);
INSTANTIATE_TEST_SUITE_P(EvenDigits, EachDigit, testing::Values(8u, 10u, 12u, 20u, 30u), name_of);

/// Compares with C(2^k, j)/2^(2^k) in integers of any size.
class ExactDigit : public EachDigit {};

TEST_P(ExactDigit, IsTheBinomialUpToRounding) {
  const std::int64_t coins = std::int64_t{1} << k();
  const auto space = static_cast<unsigned>(coins);
  // Both sides are scaled by 2^(128 + 2^k), so neither is rounded.
  cpp_int difference = 0;
  cpp_int ways = 1;
  for (std::int64_t value = 0; value <= coins; ++value) {
    const std::int64_t j = value - mean();
    if (std::abs(j) < middle(weights_.centre)) {
      const cpp_int whole = ((ways << 64) >> space);
      ASSERT_EQ(whole, weights_.centre[static_cast<std::size_t>(middle(weights_.centre) + j)]) << j;
    }
    const cpp_int gap = (ways << 128) - (share(j) << space);
    difference += gap < 0 ? cpp_int(-gap) : gap;
    ways = ways * (coins - value) / (value + 1);
  }
  // Values that cannot occur have no probability.
  for (std::int64_t j = -middle(weights_.rest); j < -mean(); ++j) EXPECT_EQ(share(j), 0) << j;
  for (std::int64_t j = mean() + 1; j < middle(weights_.rest); ++j) EXPECT_EQ(share(j), 0) << j;
  const Float total_variation = Float(difference) / 2 / ldexp(Float(1), 128 + coins);
  EXPECT_LT(total_variation, ldexp(Float(1), -66));
}

INSTANTIATE_TEST_SUITE_P(Digits, ExactDigit, testing::Range(first_table_digit, largest_exact),
                         name_of);

/// Where C(2^k, j) is too large to compute: P(mean + j) by log Gamma, to 80 digits less those
/// that cancel.
class LargeDigit : public EachDigit {};

TEST_P(LargeDigit, IsTheBinomialAtSpotChecks) {
  const Float coins = ldexp(Float(1), static_cast<int>(k()));
  const auto log_probability = [&](std::int64_t j) {
    // Stirling's series for log x!, with an error below 1e-70 at x > 2^12.
    const auto log_factorial = [](const Float& x) {
      const Float square = x * x;
      Float series = 0, power = x;
      const int bernoulli[][2] = {{1, 12}, {-1, 360}, {1, 1260}, {-1, 1680}, {1, 1188}};
      for (const auto& [above, below] : bernoulli) {
        series += Float(above) / below / power;
        power *= square;
      }
      const Float two_pi = 8 * atan(Float(1));
      return Float(x * log(x) - x + log(two_pi * x) / 2 + series);
    };
    return Float(log_factorial(coins) - log_factorial(coins / 2 + j) -
                 log_factorial(coins / 2 - j) - coins * log(Float(2)));
  };
  const auto sigma = static_cast<std::int64_t>(std::exp2(0.5 * k() - 1));
  for (const std::int64_t j :
       {std::int64_t{0}, std::int64_t{1}, -sigma, 3 * sigma, -5 * sigma, 7 * sigma}) {
    const Float expected = exp(log_probability(j));
    const Float found = Float(share(j)) / ldexp(Float(1), 128);
    // One unit of the second table is 2^-64 of the share that goes there.
    EXPECT_LT(abs(Float(found - expected)), ldexp(Float(1), -77)) << j;
  }
}

INSTANTIATE_TEST_SUITE_P(Digits, LargeDigit, testing::Values(16u, 21u, 24u, 31u), name_of);

TEST(HalfBinomialWeights, RefusesOtherDigits) {
  EXPECT_THROW(half_binomial_weights(first_table_digit - 1), std::invalid_argument);
  EXPECT_THROW(half_binomial_weights(coin_digits), std::invalid_argument);
}

std::vector<std::uint64_t> columns(const AliasTable& table) {
  return {table.column, table.column + table.mask + 1};
}

TEST(BinomialTables, HoldTheWeightsOfTheDigitsAskedFor) {
  constexpr std::uint32_t last = 15;
  const BinomialTables tables = binomial_tables((1u << last) + 1);
  for (std::uint32_t k = 0; k < coin_digits; ++k) {
    const HalfBinomial& digit = tables.digit[k];
    if (k < first_table_digit || k > last) {
      EXPECT_EQ(digit.centre.column, nullptr) << k;
      continue;
    }
    const HalfBinomialWeights weights = half_binomial_weights(k);
    EXPECT_EQ(words_of(columns(digit.centre)), weights.centre) << k;
    EXPECT_EQ(words_of(columns(digit.rest)), weights.rest) << k;
  }
  EXPECT_EQ(binomial_tables(1u << last).digit[last].rest.column, tables.digit[last].rest.column);
}

}  // namespace
}  // namespace brink
