// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/sampler/tilt.hpp"

#include <cmath>

namespace brink {
namespace {

constexpr double vanishes = 80;  // exp(-80) < 2^-115

constexpr int word_bits = 64;
constexpr double two_to_64 = 0x1p64;

/// floor(2^64 share) of a share from 0 to below 1.
std::uint64_t in_words(DoubleDouble share) {
  const double high = std::ldexp(share.high, word_bits), low = std::ldexp(share.low, word_bits);
  const double whole = std::floor(high);
  const auto carry = static_cast<std::int64_t>(std::floor(high - whole + low));
  // `high` may have been rounded up to 1, where `low` is negative.
  const std::uint64_t units = whole >= two_to_64 ? 0 : static_cast<std::uint64_t>(whole);
  return units + static_cast<std::uint64_t>(carry);
}

}  // namespace

DoubleDouble exp_minus(DoubleDouble x) {
  constexpr int squarings = 12;
  constexpr int terms = 12;  // (80/2^12)^13 / 13! < 2^-106
  const DoubleDouble one{1, 0};
  if (!(x.high < vanishes)) return {};
  const DoubleDouble part{std::ldexp(x.high, -squarings), std::ldexp(x.low, -squarings)};
  DoubleDouble sum = one;
  for (int k = terms; k > 0; --k) {
    sum = one - part * sum / DoubleDouble{static_cast<double>(k), 0};
  }
  for (int i = 0; i < squarings; ++i) sum = sum * sum;
  return sum;
}

BinomialLaw tilted_law(double theta, std::uint64_t value, double rest) {
  const DoubleDouble one{1, 0};
  const DoubleDouble zeros =
      DoubleDouble{rest, 0} * exp_minus(two_product(theta, static_cast<double>(value)));
  const bool rare_zeros = zeros.high < 1;
  BinomialLaw law = BinomialLaw::of(((rare_zeros ? zeros : one) / (one + zeros)).high);
  law.failures = rare_zeros;
  return law;
}

bool keeps(double theta, std::uint64_t excess, std::uint64_t word) {
  if (excess == 0 || theta == 0) return true;
  return word < in_words(exp_minus(two_product(theta, static_cast<double>(excess))));
}

}  // namespace brink
