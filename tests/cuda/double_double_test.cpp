// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/double_double.hpp"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <random>

namespace brink {
namespace {

namespace mp = boost::multiprecision;

// Wide enough to represent every sum and product of the doubles drawn below exactly.
using Wide = mp::number<mp::cpp_bin_float<600, mp::digit_base_2>, mp::et_off>;

Wide wide(DoubleDouble x) { return Wide(x.high) + Wide(x.low); }

/// Doubles of either sign, with magnitudes spread over 2^-60..2^60.
class Numbers {
 public:
  double next() {
    const double magnitude = std::ldexp(1 + fraction_(random_), exponent_(random_));
    return random_() % 2 == 0 ? magnitude : -magnitude;
  }
  DoubleDouble next_pair() {
    const double high = next();
    return quick_two_sum(high, std::ldexp(high, -54) * (2 * fraction_(random_) - 1));
  }

 private:
  std::mt19937_64 random_{11};
  std::uniform_real_distribution<double> fraction_{0, 1};
  std::uniform_int_distribution<int> exponent_{-60, 60};
};

constexpr int trials = 20000;
const Wide unit = ldexp(Wide(1), -53);  // of a double's rounding

void expect_close(DoubleDouble found, const Wide& exact, int units_squared) {
  EXPECT_LE(abs(wide(found) - exact), abs(exact) * units_squared * unit * unit) << exact;
  EXPECT_EQ(found.high + found.low, found.high);  // |low| <= ulp(high)/2
}

TEST(DoubleDouble, TwoSumIsExact) {
  Numbers numbers;
  for (int trial = 0; trial < trials; ++trial) {
    const double a = numbers.next(), b = numbers.next();
    const DoubleDouble sum = two_sum(a, b);
    ASSERT_EQ(sum.high, a + b);
    ASSERT_EQ(wide(sum), Wide(a) + Wide(b));
  }
}

TEST(DoubleDouble, QuickTwoSumIsExactForOrderedTerms) {
  Numbers numbers;
  for (int trial = 0; trial < trials; ++trial) {
    double a = numbers.next(), b = numbers.next();
    if (std::fabs(a) < std::fabs(b)) std::swap(a, b);
    ASSERT_EQ(wide(quick_two_sum(a, b)), Wide(a) + Wide(b));
  }
}

TEST(DoubleDouble, TwoProductIsExact) {
  Numbers numbers;
  for (int trial = 0; trial < trials; ++trial) {
    const double a = numbers.next(), b = numbers.next();
    const DoubleDouble product = two_product(a, b);
    ASSERT_EQ(product.high, a * b);
    ASSERT_EQ(wide(product), Wide(a) * Wide(b));
  }
}

// The bounds of Joldes, Muller, Popescu, ACM TOMS 44 (2017) are 3 u^2 for the sum and 5 u^2 for
// the product (their AccurateDWPlusDW, DWTimesDW2). The quotient has three rounded digits, of
// which the last two are corrected, so its bound is 16 u^2.
TEST(DoubleDouble, OperationsKeep106Bits) {
  Numbers numbers;
  for (int trial = 0; trial < trials; ++trial) {
    const DoubleDouble a = numbers.next_pair(), b = numbers.next_pair();
    expect_close(a + b, wide(a) + wide(b), 4);
    expect_close(a - b, wide(a) - wide(b), 4);
    expect_close(a * b, wide(a) * wide(b), 6);
    expect_close(a / b, wide(a) / wide(b), 16);
  }
}

TEST(DoubleDouble, CloseNumbersSubtractWithoutLoss) {
  Numbers numbers;
  for (int trial = 0; trial < trials; ++trial) {
    const DoubleDouble a = numbers.next_pair();
    const DoubleDouble b{std::nextafter(a.high, 0.0), a.low / 2};
    expect_close(a - b, wide(a) - wide(b), 4);
  }
}

TEST(DoubleDouble, HoldsEvery64BitInteger) {
  std::mt19937_64 random(3);
  std::vector<std::uint64_t> values = {
      0,    1, 0xffffffff, 0x100000000, (1ull << 53) + 1, 0xfffffffffffff800, 0xfffffffffffffbff,
      ~0ull};
  for (int trial = 0; trial < trials; ++trial) values.push_back(random() >> (random() % 64));
  for (const std::uint64_t value : values) {
    ASSERT_EQ(wide(double_double(value)), Wide(value)) << value;
    ASSERT_EQ(double_double(value).high, static_cast<double>(value)) << value;
  }
}

TEST(DoubleDouble, SumsDoNotDependOnTheOrder) {
  std::mt19937 random(5);
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<DoubleDouble> terms;
    for (int i = 0; i < 100; ++i) {
      const auto level = 1 + random() % 65535;
      terms.push_back(DoubleDouble{std::sqrt(static_cast<double>(level)), 0} *
                      double_double(random() % 5000));
    }
    DoubleDouble forward, backward;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      forward = forward + terms[i];
      backward = backward + terms[terms.size() - 1 - i];
    }
    EXPECT_EQ(forward.high, backward.high);
  }
}

}  // namespace
}  // namespace brink
