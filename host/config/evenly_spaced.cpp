// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/evenly_spaced.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <cstdint>

#include "host/config/decimal.hpp"

namespace brink {
namespace {

/// Holds any double, counted in units of the last digit of the smallest one, 10^-324, times 10^9.
constexpr unsigned integer_bits = 2176;
using Integer = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<
    integer_bits, integer_bits, boost::multiprecision::unsigned_magnitude,
    boost::multiprecision::unchecked, void>>;

Integer power_of_ten(std::int64_t exponent) {
  return boost::multiprecision::pow(Integer(10), static_cast<unsigned>(exponent));
}

/// `number` in units of 10^unit. `unit` must not be above the number's exponent.
Integer in_units(const Decimal& number, std::int64_t unit) {
  if (number.digits.empty()) return 0;
  return Integer(number.digits) * power_of_ten(number.exponent - unit);
}

/// The double nearest to numerator / denominator, both positive. Ties go to even.
double rounded_quotient(const Integer& numerator, const Integer& denominator) {
  // This quotient has 63 or 64 bits, and its lowest bit is set where a remainder is left. The
  // conversion to a double then rounds as it would round the exact value.
  const int shift = 63 - (static_cast<int>(msb(numerator)) - static_cast<int>(msb(denominator)));
  Integer quotient, remainder;
  divide_qr(shift > 0 ? Integer(numerator << shift) : numerator,
            shift < 0 ? Integer(denominator << -shift) : denominator, quotient, remainder);
  const auto bits = static_cast<std::uint64_t>(quotient) | (remainder == 0 ? 0U : 1U);
  return std::ldexp(static_cast<double>(bits), -shift);
}

}  // namespace

std::vector<double> evenly_spaced(double start, double stop, std::size_t count) {
  if (count == 1) return {start};
  const Decimal low = shortest_decimal(start), high = shortest_decimal(stop);
  const std::int64_t unit = std::min({low.exponent, high.exponent, std::int64_t{0}});
  const Integer first = in_units(low, unit), last = in_units(high, unit);
  const std::size_t steps = count - 1;
  const Integer denominator = power_of_ten(-unit) * steps;
  std::vector<double> numbers;
  for (std::size_t i = 0; i <= steps; ++i) {
    const Integer numerator = first * (steps - i) + last * i;
    numbers.push_back(numerator == 0 ? 0 : rounded_quotient(numerator, denominator));
  }
  return numbers;
}

}  // namespace brink
