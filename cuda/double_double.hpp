// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

#include "cuda/hd.hpp"

namespace brink {

/// An unevaluated sum of two doubles, |low| <= ulp(high)/2, which carries about 106 bits. Costs
/// at a non-integer p are sums of count * j^p. With this arithmetic the double nearest to such a
/// sum does not depend on the order of addition or on the machine. Algorithms by Dekker (1971)
/// and Knuth; they are free of error with a correctly rounded fma.
struct DoubleDouble {
  double high = 0;
  double low = 0;
};

BRINK_HD inline DoubleDouble two_sum(double a, double b) {
  const double sum = a + b;
  const double part = sum - a;
  return {sum, (a - (sum - part)) + (b - part)};
}

BRINK_HD inline DoubleDouble two_product(double a, double b) {
  const double product = a * b;
  return {product, fma(a, b, -product)};
}

/// Needs |a| >= |b| or a = 0.
BRINK_HD inline DoubleDouble quick_two_sum(double a, double b) {
  const double sum = a + b;
  return {sum, b - (sum - a)};
}

BRINK_HD inline DoubleDouble operator+(DoubleDouble a, DoubleDouble b) {
  const DoubleDouble high = two_sum(a.high, b.high);
  const DoubleDouble low = two_sum(a.low, b.low);
  const DoubleDouble sum = quick_two_sum(high.high, high.low + low.high);
  return quick_two_sum(sum.high, sum.low + low.low);
}

BRINK_HD inline DoubleDouble operator-(DoubleDouble a, DoubleDouble b) {
  return a + DoubleDouble{-b.high, -b.low};
}

BRINK_HD inline DoubleDouble operator*(DoubleDouble a, DoubleDouble b) {
  DoubleDouble product = two_product(a.high, b.high);
  product.low += a.high * b.low + a.low * b.high;
  return quick_two_sum(product.high, product.low);
}

BRINK_HD inline DoubleDouble operator/(DoubleDouble a, DoubleDouble b) {
  const double first = a.high / b.high;
  const DoubleDouble rest = a - b * DoubleDouble{first, 0};
  const double second = rest.high / b.high;
  const DoubleDouble last = rest - b * DoubleDouble{second, 0};
  const DoubleDouble quotient = quick_two_sum(first, second);
  return quotient + DoubleDouble{last.high / b.high, 0};
}

/// Exact for every 64-bit integer.
BRINK_HD inline DoubleDouble double_double(std::uint64_t value) {
  constexpr std::uint64_t low_mask = 0xffffffff;
  constexpr double two_to_32 = 4294967296.0;
  return two_sum(static_cast<double>(value >> 32) * two_to_32,
                 static_cast<double>(value & low_mask));
}

}  // namespace brink
