// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/binomial.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "cuda/philox.hpp"
#include "cuda/shape.hpp"
#include "host/sampler/binomial_hat.hpp"
#include "tests/cpu/chi_square.hpp"

namespace brink {
namespace {

using Float = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<60>>;

struct Mersenne {
  std::mt19937_64 engine;
  std::uint64_t next() { return engine(); }
};

struct Law {
  std::uint32_t trials;
  double probability;
};

std::string name_of(const testing::TestParamInfo<Law>& info) {
  return "Case" + std::to_string(info.index);
}

/// P(k) from the ratio of neighbours, over all k within 12 deviations of the mean and 60 more.
class ExactLaw {
 public:
  explicit ExactLaw(const Law& law) {
    const double mean = law.trials * law.probability;
    const double reach = 12 * std::sqrt(mean * (1 - law.probability)) + 60;
    first_ = static_cast<std::int64_t>(std::max(0.0, std::floor(mean - reach)));
    const auto last = static_cast<std::int64_t>(
        std::min(static_cast<double>(law.trials), std::floor(mean + reach)));
    const std::int64_t mode = std::clamp(static_cast<std::int64_t>(mean), first_, last);
    p_.resize(static_cast<std::size_t>(last - first_ + 1));
    const long double odds =
        static_cast<long double>(law.probability) / (1 - static_cast<long double>(law.probability));
    const auto ratio = [&](std::int64_t k) {  // P(k + 1) / P(k)
      return static_cast<long double>(law.trials - k) / static_cast<long double>(k + 1) * odds;
    };
    long double here = 1, sum = 0;
    for (std::int64_t k = mode; k <= last; here *= ratio(k), ++k) sum += at(k) = here;
    here = 1;
    for (std::int64_t k = mode - 1; k >= first_; --k) sum += at(k) = here /= ratio(k);
    for (long double& p : p_) p /= sum;
  }
  std::int64_t first() const { return first_; }
  std::int64_t last() const { return first_ + static_cast<std::int64_t>(p_.size()) - 1; }
  double operator()(std::int64_t k) const {
    return static_cast<double>(p_[static_cast<std::size_t>(k - first_)]);
  }

 private:
  long double& at(std::int64_t k) { return p_[static_cast<std::size_t>(k - first_)]; }
  std::int64_t first_;
  std::vector<long double> p_;
};

class DrawnBinomial : public testing::TestWithParam<Law> {};

/// Chi-square of all values, each test with the false-alarm rate of chi_square.hpp, and the exact
/// moments.
TEST_P(DrawnBinomial, HasTheExactLaw) {
  const Law& law = GetParam();
  constexpr std::uint64_t draws = 150'000;
  const BinomialHat hat = binomial_hat();
  const BinomialLaw given = BinomialLaw::of(law.probability);
  Mersenne words{std::mt19937_64(law.trials)};
  Histogram found;
  double sum = 0, squares = 0;
  const double mean = law.trials * law.probability;
  for (std::uint64_t i = 0; i < draws; ++i) {
    const std::uint32_t drawn = draw_binomial(hat, law.trials, given, words);
    ASSERT_LE(drawn, law.trials);
    ++found[drawn];
    sum += drawn - mean;
    squares += (drawn - mean) * (drawn - mean);
  }
  const ExactLaw exact(law);
  expect_law(found, draws, exact.first(), exact.last(), exact);
  const double variance = mean * (1 - law.probability);
  expect_mean(sum, draws, 0, variance);
  const double fourth =
      3 * variance * variance + variance * (1 - 6 * law.probability * (1 - law.probability));
  expect_mean(squares, draws, variance, fourth - variance * variance);
}

INSTANTIATE_TEST_SUITE_P(Laws, DrawnBinomial,
                         testing::Values(Law{63, 0.5}, Law{64, 0.5}, Law{1023, 0.5}, Law{1024, 0.5},
                                         Law{1025, 0.5}, Law{4097, 0.5}, Law{65536, 0.5},
                                         Law{1u << 20, 0.5}, Law{~0u, 0.5}, Law{1, 0.3},
                                         Law{77, 0.01}, Law{1300, 0.27}, Law{1301, 0.73},
                                         Law{100'000, 0.003}, Law{100'000, 0.0025},
                                         Law{262'144'000, 1e-6}, Law{2'000'000, 1e-6},
                                         Law{~0u, 1e-6}, Law{~0u, 1 - 1e-6}, Law{30'000, 0.9},
                                         Law{3'000'000, 0.1}, Law{1u << 30, 0.499}),
                         name_of);

TEST(DrawnBinomial, KnowsWhatIsCertain) {
  const BinomialHat hat = binomial_hat();
  Mersenne words;
  for (const std::uint32_t trials : {0u, 1u, 50u, 100'000u, ~0u}) {
    EXPECT_EQ(draw_binomial(hat, trials, BinomialLaw::of(0), words), 0u);
    EXPECT_EQ(draw_binomial(hat, trials, BinomialLaw::of(1), words), trials);
  }
}

/// The vectors of docs/spec/random_streams.md#binomial-numbers, which the Python of that page
/// draws.
TEST(DrawnBinomial, GivesTheVectorsOfTheContract) {
  struct Vector {
    std::uint32_t trials;
    std::uint64_t share;
    std::uint32_t drawn[8];
  };
  struct Stream {
    std::uint64_t place = 0;
    std::uint64_t next() {
      const Block block = stream_block(Shape{1, 1, 1}.stream(Domain::counts), 1, 0, place / 2);
      const std::uint32_t first = place++ % 2 == 0 ? 0 : 2;
      return block.word[first] | std::uint64_t{block.word[first + 1]} << 32;
    }
  };
  const Vector vectors[] = {
      Vector{100u, 9223372036854775808ull, {50u, 54u, 55u, 56u, 55u, 48u, 53u, 49u}},
      Vector{1023u, 9223372036854775808ull, {524u, 506u, 509u, 535u, 503u, 514u, 533u, 481u}},
      Vector{1025u, 9223372036854775808ull, {522u, 520u, 513u, 509u, 514u, 508u, 523u, 515u}},
      Vector{1048576u,
             9223372036854775808ull,
             {524588u, 524541u, 524310u, 524182u, 524343u, 524156u, 524611u, 524367u}},
      Vector{4294967295u,
             9223372036854775808ull,
             {2147502857u, 2147499827u, 2147485085u, 2147476867u, 2147487145u, 2147475170u,
              2147504292u, 2147488700u}},
      Vector{300u, 5534023222112865280ull, {93u, 84u, 95u, 91u, 84u, 108u, 103u, 71u}},
      Vector{1000000u,
             5534023222112865280ull,
             {300269u, 300226u, 300020u, 299905u, 300049u, 299881u, 300289u, 300071u}},
      Vector{
          2147483648u, 18446744073709ull, {2175u, 2170u, 2150u, 2138u, 2152u, 2135u, 2177u, 2155u}},
      Vector{10000000u, 18446744073709ull, {11u, 12u, 8u, 3u, 11u, 9u, 9u, 9u}},
  };
  const BinomialHat hat = binomial_hat();
  for (const Vector& vector : vectors) {
    Stream words;
    const BinomialLaw law{vector.share, std::ldexp(static_cast<double>(vector.share), -64), false};
    for (const std::uint32_t drawn : vector.drawn) {
      EXPECT_EQ(draw_binomial(hat, vector.trials, law, words), drawn) << vector.trials;
    }
  }
}

TEST(BinomialLaw, IsAMultipleOfAnUnit) {
  EXPECT_EQ(BinomialLaw::of(0.5).share, BinomialLaw().share);
  EXPECT_FALSE(BinomialLaw::of(0.5).failures);
  EXPECT_EQ(BinomialLaw::of(0.75).share, std::uint64_t{1} << 62);
  EXPECT_TRUE(BinomialLaw::of(0.75).failures);
  for (const double probability : {0.3, 0.001, 1e-6, 1e-12}) {
    const BinomialLaw law = BinomialLaw::of(probability);
    EXPECT_EQ(law.probability, std::ldexp(static_cast<double>(law.share), -64));
    EXPECT_NEAR(law.probability, probability, std::ldexp(1.0, -64));
  }
}

/// The law, stretched as the hat is: sqrt(2 pi variance) P(k), by Stirling's series in 60 digits.
Float stretched(std::uint32_t trials, const BinomialLaw& law, std::uint32_t k) {
  const Float n = trials, p = ldexp(Float(law.share), -64);
  const auto rest = [](const Float& x) {
    const Float square = x * x;
    return Float(
        (Float(1) / 12 -
         (Float(1) / 360 - (Float(1) / 1260 - Float(1) / 1680 / square) / square) / square) /
        x);
  };
  const Float a = k, b = n - a;
  return sqrt(n * p * (1 - p) * n / a / b) *
         exp(rest(n) - rest(a) - rest(b) - a * log(a / n / p) - b * log(b / n / (1 - p)));
}

class WideLaw : public testing::TestWithParam<Law> {
 protected:
  BinomialLaw law_ = BinomialLaw::of(GetParam().probability);
  std::uint32_t trials_ = GetParam().trials;
  WideBinomial wide_{trials_, law_.share, law_.probability};
  std::uint32_t whole_ = static_cast<std::uint32_t>((Uint128{law_.share} * trials_) >> 64);
  double mean_ = trials_ * law_.probability;
  double deviation_ = std::sqrt(wide_.variance());

  /// Calls visit(k, first column, last column) for values from end to end of the hat.
  template <class Visit>
  void each_value(int a_column, const Visit& visit) const {
    constexpr double c = BinomialHat::columns_per_deviation;
    for (int i = 0; i < BinomialHat::columns * a_column; ++i) {
      const double z = (i / static_cast<double>(a_column) - BinomialHat::middle) / c;
      const auto k = static_cast<std::uint32_t>(std::floor(mean_ + z * deviation_ + 0.5));
      const auto column = [&](double end) {
        const double at = std::floor((k + end - mean_) / deviation_ * c) + BinomialHat::middle;
        return static_cast<std::uint32_t>(std::clamp(at, 0.0, BinomialHat::columns - 1.0));
      };
      visit(k, column(-0.5), column(0.5));
    }
  }
};

/// A point lies below the law up to an error of 2^-50 of the law within 2 deviations, and up to a
/// few times that where the law is less than a millionth of its peak.
TEST_P(WideLaw, DecidesRight) {
  each_value(1, [&](std::uint32_t k, std::uint32_t, std::uint32_t) {
    const Float exact = stretched(trials_, law_, k);
    const double column = std::max(1e-12, static_cast<double>(exact) * 1.5);
    std::uint64_t low = 0, high = ~std::uint64_t{0};  // the first height that is not below
    while (low < high) {
      const std::uint64_t middle = low + (high - low) / 2;
      const auto from_mean = static_cast<std::int64_t>(k) - whole_;
      if (wide_.holds(from_mean, middle, column)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const double z = std::abs(k - mean_) / deviation_;
    if (z > 7) return;
    const double error =
        static_cast<double>(abs(ldexp(Float(low), -64) * Float(column) / exact - 1));
    EXPECT_LT(error, std::ldexp(1 + z * z / 2, -50)) << k;
  });
}

/// The hat lies above the law and what is sure below it, wherever a column has points of a value.
TEST_P(WideLaw, IsBetweenTheHatAndWhatIsSure) {
  const BinomialHatArrays& hat = binomial_hat_arrays();
  each_value(8, [&](std::uint32_t k, std::uint32_t first, std::uint32_t last) {
    const auto exact = static_cast<double>(stretched(trials_, law_, k));
    if (exact < 0x1p-56) return;  // columns of less than a hundred units
    for (std::uint32_t i = first; i <= last; ++i) {
      EXPECT_LE(exact, hat.height[i]) << k;
      EXPECT_LE(std::ldexp(static_cast<double>(hat.sure[i]), -64) * hat.height[i], exact) << k;
    }
  });
}

INSTANTIATE_TEST_SUITE_P(Laws, WideLaw,
                         testing::Values(Law{1024, 0.5}, Law{1025, 0.5}, Law{1030, 0.5},
                                         Law{65536, 0.5}, Law{1u << 24, 0.5}, Law{~0u, 0.5},
                                         Law{1035, 0.45}, Law{1220, 0.3}, Law{1221, 0.3},
                                         Law{2850, 0.1}, Law{26'000, 0.01}, Law{256'260, 0.001},
                                         Law{256'000'300, 1e-6}, Law{256'500'300, 1e-6},
                                         Law{~0u, 1e-6}, Law{10'000, 0.1}, Law{1u << 30, 0.01}),
                         name_of);

/// The columns share all 2^64 words, and follow from the formula of the contract.
TEST(BinomialHat, SharesAllWords) {
  const BinomialHatArrays& hat = binomial_hat_arrays();
  std::uint64_t sum = 0;
  for (const std::uint64_t weight : hat.weight) sum += weight;
  EXPECT_EQ(sum, 0u);                      // modulo 2^64
  const double u = 144.0 / 24 - 1.0 / 16;  // column 400 begins 144/24 above the mean
  const double expected = std::pow(1 + u * u / 128, -64);
  EXPECT_NEAR(hat.height[400] / expected, 1 + 0x1p-10, 1e-8);
  EXPECT_EQ(hat.weight[400], hat.weight[111]);
  EXPECT_EQ(hat.height[400], hat.height[111]);
}

}  // namespace
}  // namespace brink
