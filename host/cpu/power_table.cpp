// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/power_table.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>

namespace brink {
namespace {

// 113 bits: seven more than a DoubleDouble holds, which the products below need.
using Quad = boost::multiprecision::cpp_bin_float_quad;

DoubleDouble rounded(const Quad& value) {
  const auto high = value.convert_to<double>();
  return {high, Quad(value - high).convert_to<double>()};
}

}  // namespace

std::vector<DoubleDouble> power_table(double p, std::uint32_t levels) {
  std::vector<Quad> power(levels);
  std::vector<bool> composite(levels);
  if (levels > 1) power[1] = 1;
  // Raising a prime to a power is slow; multiplying gives the power of a product quickly. At q =
  // 65536 one level in ten is prime.
  for (std::uint32_t larger = 2; larger < levels; ++larger) {
    if (!composite[larger]) power[larger] = pow(Quad(larger), Quad(p));
    for (std::uint32_t smaller = 2; smaller <= larger; ++smaller) {
      const std::uint64_t product = std::uint64_t{smaller} * larger;
      if (product >= levels) break;
      if (composite[product]) continue;
      composite[product] = true;
      power[product] = power[smaller] * power[larger];
    }
  }
  std::vector<DoubleDouble> table(levels);
  for (std::uint32_t level = 0; level < levels; ++level) table[level] = rounded(power[level]);
  return table;
}

}  // namespace brink
