// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#include "cuda/bits.hpp"
#include "cuda/costs.hpp"
#include "cuda/exact_math.hpp"
#include "cuda/half_binomial.hpp"
#include "cuda/hd.hpp"

namespace brink {

/// Binomial numbers for any number of trials and any probability, in a time that does not grow
/// with the number of trials (docs/spec/random_streams.md#binomial-numbers). Doubles are computed
/// by + - * / and sqrt alone, so a draw is the same integer on every machine.
///
/// `Words` has next(), which gives the next 64-bit word of the stream.

/// A histogram that lies above every binomial law of a variance of at least least_variance, when
/// its columns are a 24th of a standard deviation wide and the law is stretched to the height of
/// a normal density of peak 1.
struct BinomialHat {
  static constexpr std::int32_t columns = 512;
  static constexpr std::int32_t middle = columns / 2;  ///< begins at the mean
  static constexpr double columns_per_deviation = 24;
  static constexpr double least_variance = 256;

  AliasTable column;                    ///< draws a column by its height
  const double* height = nullptr;       ///< [column]
  const std::uint64_t* sure = nullptr;  ///< [column] below this height, times 2^64 / height, every
                                        ///< such law has all points of the column
};

/// The probability of a success, a multiple of 2^-64.
struct BinomialLaw {
  std::uint64_t share = std::uint64_t{1} << 63;  ///< of 2^64; at most a half, which is the default
  double probability = 0.5;                      ///< share / 2^64, exactly
  bool failures = false;                         ///< whether failures have this probability

  /// The law for a probability from 0 to 1, rounded down to a multiple of 2^-64 where it is
  /// smaller than 2^-11.
  BRINK_HD static constexpr BinomialLaw of(double probability) {
    constexpr double two_to_64 = 18446744073709551616.0;
    BinomialLaw law;
    law.failures = probability > 0.5;
    law.share =
        static_cast<std::uint64_t>((law.failures ? 1 - probability : probability) * two_to_64);
    law.probability = static_cast<double>(law.share) / two_to_64;
    return law;
  }
};

/// Fewer trials than this, with a probability of 1/2, are coins.
inline constexpr std::uint32_t least_hat_coins = 1024;

/// Heads among `coins` coins, below least_hat_coins. The first word gives coins mod 64 of them.
template <class Words>
BRINK_HD std::uint32_t toss_coins(std::uint32_t coins, Words& words) {
  constexpr std::uint32_t word_bits = 64;
  constexpr std::uint64_t odd_bytes = 0x00ff00ff00ff00ff;
  const std::uint32_t single = coins % word_bits;
  std::uint64_t bytes = 0;  // each at most 16 times 8
  if (single != 0) bytes = ones_in_bytes(words.next() & ((std::uint64_t{1} << single) - 1));
  for (; coins >= word_bits; coins -= word_bits) bytes += ones_in_bytes(words.next());
  const std::uint64_t pairs = (bytes & odd_bytes) + (bytes >> 8 & odd_bytes);
  return static_cast<std::uint32_t>((pairs * 0x0001000100010001) >> 48);
}

/// A law of many trials, and how likely its values are.
class WideBinomial {
 public:
  BRINK_HD WideBinomial(std::uint32_t trials, std::uint64_t share, double probability)
      : trials_(trials) {
    const Uint128 mean = Uint128{share} * trials;
    whole_ = static_cast<std::uint32_t>(mean >> 64);
    part_ = static_cast<std::uint64_t>(mean);
    mean_ = static_cast<double>(whole_) + static_cast<double>(part_) * 0x1p-64;
    variance_ = mean_ * (1 - probability);
  }

  BRINK_HD double variance() const { return variance_; }

  template <class Words>
  BRINK_HD std::uint32_t draw(const BinomialHat& hat, Words& words) const {
    // Places are counted in units of 2^-32 from the integer below the mean.
    constexpr double column_share = 0x1p32 / BinomialHat::columns_per_deviation;
    const auto width = static_cast<std::uint64_t>(sqrt(variance_) * column_share);
    const auto origin = static_cast<std::int64_t>((part_ >> 32) + (std::uint64_t{1} << 31));
    for (;;) {
      const std::uint32_t column = hat.column.draw(words.next());
      const auto within = static_cast<std::int64_t>((Uint128{words.next()} * width) >> 64);
      const std::uint64_t height = words.next();
      const std::int64_t left = (static_cast<std::int32_t>(column) - BinomialHat::middle) *
                                static_cast<std::int64_t>(width);
      const std::int64_t from_mean = (origin + left + within) >> 32;
      if (height < hat.sure[column] || holds(from_mean, height, hat.height[column])) {
        return static_cast<std::uint32_t>(whole_ + from_mean);
      }
    }
  }

  /// Whether a point of the hat lies below the law. The point belongs to the integer `from_mean`
  /// above the one below the mean, at height / 2^64 of a column of height `column`.
  BRINK_HD bool holds(std::int64_t from_mean, std::uint64_t height, double column) const {
    const auto successes = static_cast<double>(whole_ + from_mean);
    const double failures = static_cast<double>(trials_) - successes;
    const double failures_mean = static_cast<double>(trials_) - mean_;
    const double above = static_cast<double>(from_mean) - static_cast<double>(part_) * 0x1p-64;
    const double exponent = deviance(successes, mean_, above) +
                            deviance(failures, failures_mean, -above) +
                            (stirling_rest(successes) + stirling_rest(failures) -
                             stirling_rest(static_cast<double>(trials_)));
    const double y = (static_cast<double>(height >> 12) + 0.5) * 0x1p-52 * column;
    return logarithm(y * sqrt(successes * failures / (mean_ * failures_mean))) < -exponent;
  }

 private:
  /// atanh(v) / v - 1 for v^2 = square <= 1/4.
  BRINK_HD static double atanh_rest(double square) {
    double sum = 1.0 / 25;
    for (int odd = 23; odd >= 3; odd -= 2) sum = sum * square + 1.0 / odd;
    return sum * square;
  }
  /// ln(value) for normal numbers.
  BRINK_HD static double logarithm(double value) {
    constexpr std::uint64_t mantissa = (std::uint64_t{1} << 52) - 1;
    constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcd;
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    const std::uint64_t above = bits - root_half;
    const auto exponent = static_cast<std::int32_t>(static_cast<std::int64_t>(above) >> 52);
    bits = (above & mantissa) + root_half;
    std::memcpy(&value, &bits, sizeof bits);
    const double v = (value - 1) / (value + 1);
    return exponent * 0.6931471805599453 + 2 * (v + v * atanh_rest(v * v));
  }
  /// ln(k!) less the leading terms of Stirling's formula, to 2^-55 for k >= 84.
  BRINK_HD static double stirling_rest(double k) {
    const double inverse = 1 / k;
    const double square = inverse * inverse;
    return (1.0 / 12 - (1.0 / 360 - square * (1.0 / 1260)) * square) * inverse;
  }
  /// k ln(k / mean) - above, where `above` is k - mean.
  BRINK_HD static double deviance(double k, double mean, double above) {
    const double v = above / (k + mean);
    return above * v + 2 * k * (v * atanh_rest(v * v));
  }

  std::uint32_t trials_;
  std::uint32_t whole_;  ///< of the mean
  std::uint64_t part_;   ///< of the mean, times 2^64
  double mean_, variance_;
};

/// Half(coins): Binomial(coins, 1/2).
template <class Words>
BRINK_HD std::uint32_t draw_half(const BinomialHat& hat, std::uint32_t coins, Words& words) {
  if (coins < least_hat_coins) return toss_coins(coins, words);
  const BinomialLaw half;
  return WideBinomial(coins, half.share, half.probability).draw(hat, words);
}

/// Binomial(trials, law).
template <class Words>
BRINK_HD std::uint32_t draw_binomial(const BinomialHat& hat, std::uint32_t trials,
                                     const BinomialLaw& law, Words& words) {
  const WideBinomial wide(trials, law.share, law.probability);
  std::uint32_t found = 0;
  if (wide.variance() >= BinomialHat::least_variance) {
    found = wide.draw(hat, words);
  } else {
    // Each trial has a number of 64 bits, which is a success if it is below `share`. Of the trials
    // that are equal so far, half have a zero next.
    std::uint32_t open = trials;
    for (std::uint64_t share = law.share; share != 0 && open > 0; share <<= 1) {
      const std::uint32_t zeros = draw_half(hat, open, words);
      const bool one = share >> 63 != 0;
      found += one ? zeros : 0;
      open = one ? open - zeros : zeros;
    }
  }
  return law.failures ? trials - found : found;
}

}  // namespace brink
