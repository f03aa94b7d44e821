// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/sampler/binomial_hat.hpp"

#include <algorithm>
#include <cmath>

#include "host/sampler/alias_table.hpp"

namespace brink {
namespace {

constexpr std::size_t columns = BinomialHat::columns;
constexpr std::size_t half = columns / 2;

/// The hat over column half + j and column half - 1 - j: (1 + u^2 / 128)^-64, where u is 1/16
/// less than the distance from the mean at which the column begins.
double hat_over(std::size_t j) {
  constexpr double unit = 2;   // a 24th, in units of 1/48
  constexpr double shift = 3;  // 1/16
  constexpr double scale = 128.0 * 48 * 48;
  constexpr int squarings = 6;
  const double u = std::max(0.0, unit * static_cast<double>(j) - shift);
  double height = scale / (scale + u * u);
  for (int i = 0; i < squarings; ++i) height *= height;
  return height;
}

/// A height that every law of at least the least variance reaches at all integers that round from
/// the column (docs/design/sampler.md#the-hat). It decides how quick a draw is and no number, so
/// it may be computed by any std::exp, less a margin for that.
double reached(std::size_t column) {
  constexpr double margin = 1 - 1e-9;
  const double skew = 1 / std::sqrt(BinomialHat::least_variance);
  const bool right = column >= half;
  const double ends = static_cast<double>(right ? column + 1 - half : half - column);
  const double z = ends / BinomialHat::columns_per_deviation + skew / 2;
  const double left = 1 - z * skew;
  if (left <= 0) return 0;
  const double cubic = z * z * z * skew / 6 / left * (right ? 0.25 : 1);
  const double slope = right ? z * skew / 2 : 0;
  return margin * std::exp(-(z * z / 2 + cubic + slope + skew * skew / 12 / left));
}

BinomialHatArrays make() {
  double sum = 0;
  for (std::size_t j = 0; j < half; ++j) sum += hat_over(j);
  const double area = 0x1p64 / (2 * sum);
  BinomialHatArrays hat;
  hat.weight.resize(columns);
  std::uint64_t given = 0;
  for (std::size_t j = 0; j < half; ++j) {
    const auto weight = static_cast<std::uint64_t>(area * hat_over(j));
    hat.weight[half + j] = hat.weight[half - 1 - j] = weight;
    given += 2 * weight;
  }
  hat.weight[half] += 0 - given;  // modulo 2^64
  hat.column = alias_columns(hat.weight);
  constexpr double lift = 1 + 0x1p-10;  // above the peak of every law
  for (std::size_t i = 0; i < columns; ++i) {
    const double height = static_cast<double>(hat.weight[i]) / area * lift;
    hat.height.push_back(height);
    const double sure = height > 0 ? reached(i) / height : 0;
    hat.sure.push_back(static_cast<std::uint64_t>(sure * 0x1p64));
  }
  return hat;
}

}  // namespace

const BinomialHatArrays& binomial_hat_arrays() {
  static const BinomialHatArrays hat = make();
  return hat;
}

BinomialHat binomial_hat() {
  const BinomialHatArrays& hat = binomial_hat_arrays();
  return {{columns - 1, hat.column.data()}, hat.height.data(), hat.sure.data()};
}

}  // namespace brink
