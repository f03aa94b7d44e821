// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/sampler/binomial_tables.hpp"

#include <array>
#include <mutex>
#include <vector>

#include "host/sampler/alias_table.hpp"
#include "host/sampler/half_binomial_weights.hpp"

namespace brink {
namespace {

/// The tables of one digit, which depend on k alone.
struct Digit {
  std::once_flag made;
  std::vector<std::uint64_t> centre, rest;

  HalfBinomial tables(std::uint32_t k) {
    std::call_once(made, [&] {
      const HalfBinomialWeights weights = half_binomial_weights(k);
      centre = alias_columns(weights.centre);
      rest = alias_columns(weights.rest);
    });
    return {{centre.size() - 1, centre.data()}, {rest.size() - 1, rest.data()}};
  }
};

}  // namespace

BinomialTables binomial_tables(std::uint32_t most) {
  static std::array<Digit, coin_digits> digits;
  BinomialTables tables;
  for (std::uint32_t k = first_table_digit; k < coin_digits && most >> k != 0; ++k) {
    tables.digit[k] = digits[k].tables(k);
  }
  return tables;
}

}  // namespace brink
