// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/evenly_spaced.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

namespace brink::test {
namespace {

/// The decimal as the C library reads it.
double read(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

TEST(EvenlySpaced, ShortDecimalsAreWhatTheirTextsAreReadAs) {
  for (const int count : {9, 17, 81, 801}) {
    const std::vector<double> numbers = evenly_spaced(0.1, 0.9, static_cast<std::size_t>(count));
    const int step = 800'000 / (count - 1);  // in millionths
    for (int i = 0; i < count; ++i) {
      const std::string digits = std::to_string(100'000 + i * step);
      EXPECT_EQ(numbers[static_cast<std::size_t>(i)], read(digits + "e-6")) << digits;
    }
  }
}

TEST(EvenlySpaced, EndsAreExact) {
  const double largest = std::numeric_limits<double>::max();
  EXPECT_EQ(evenly_spaced(0.1, 0.7, 2), (std::vector<double>{0.1, 0.7}));
  EXPECT_EQ(evenly_spaced(0, largest, 3), (std::vector<double>{0, largest / 2, largest}));
  EXPECT_EQ(evenly_spaced(0.3, 0.9, 1), (std::vector<double>{0.3}));
  EXPECT_EQ(evenly_spaced(5e-324, 0x1p-1022, 2), (std::vector<double>{5e-324, 0x1p-1022}));
}

TEST(EvenlySpaced, DecimalsFarApart) {
  EXPECT_EQ(evenly_spaced(1e-300, 1e300, 5),
            (std::vector<double>{1e-300, 2.5e299, 5e299, 7.5e299, 1e300}));
  EXPECT_EQ(evenly_spaced(5e-324, 1.7e308, 2), (std::vector<double>{5e-324, 1.7e308}));
  const std::vector<double> many = evenly_spaced(5e-324, 1.7e308, 100'000);
  EXPECT_EQ(many[99'998], read("1.6999829998299982999829998299983e308"));
}

/// Compares values that are not short decimals with a division to 100 digits.
TEST(EvenlySpaced, OtherValuesAreRoundedOnce) {
  using Precise = boost::multiprecision::cpp_bin_float_100;
  std::mt19937_64 random(7);
  for (int sample = 0; sample < 300; ++sample) {
    const std::string start = std::to_string(random() % 1000) + "e-" + std::to_string(random() % 9);
    const std::string width = std::to_string(1 + random() % 100'000);
    const std::size_t count = 2 + random() % 400;
    const Precise low(start), high = low + Precise(width);
    const double stop = high.convert_to<double>();
    if (Precise(fmt::format("{}", stop)) != high) continue;  // the decimal has too many digits
    const std::vector<double> numbers = evenly_spaced(read(start), stop, count);
    ASSERT_EQ(numbers.size(), count);
    for (std::size_t i = 0; i < count; ++i) {
      const Precise exact = low + (high - low) * i / (count - 1);
      ASSERT_EQ(numbers[i], exact.convert_to<double>()) << start << " " << width << " " << i;
    }
  }
}

}  // namespace
}  // namespace brink::test
