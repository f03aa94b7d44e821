// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd.hpp"

namespace brink {

/// Walker's alias method on integers. One uniform 64-bit word gives a column (its low c bits) and
/// a height (the other bits). Below the column's cut the outcome is the column itself, above the
/// cut it is the column's alias. The probability of an outcome is an exact multiple of 2^-64.
struct AliasTable {
  std::uint64_t mask = 0;                 ///< columns - 1; the columns are a power of two
  const std::uint64_t* column = nullptr;  ///< [column] cut in the high bits, alias in the low c

  BRINK_HD std::uint32_t draw(std::uint64_t word) const {
    const std::uint64_t own = word & mask;
    const std::uint64_t entry = column[own];
    const std::uint64_t alias = entry & mask;
    return static_cast<std::uint32_t>(word < entry - alias ? own : alias);
  }
  /// The outcome that represents the mean of a symmetric law.
  BRINK_HD std::uint32_t middle() const { return static_cast<std::uint32_t>((mask + 1) / 2); }
};

/// Binomial(2^k, 1/2) as two tables, whose outcome i means the value 2^(k-1) - middle() + i. The
/// first table holds the probabilities around the mean, rounded down to 64 bits; its outcome 0
/// leads to the second table. The second table holds what is left: the tails, and what rounding
/// took from the centre.
struct HalfBinomial {
  AliasTable centre;
  AliasTable rest;
};

/// Numbers of coins are below 2^32. Each binary digit from first_table_digit on has a
/// HalfBinomial; fewer coins than that are tossed one by one.
inline constexpr std::uint32_t coin_digits = 32;
inline constexpr std::uint32_t first_table_digit = 7;
inline constexpr std::uint32_t coin_mask = (1u << first_table_digit) - 1;

/// The tables for numbers of coins up to some bound, which the maker of the tables chooses.
struct BinomialTables {
  HalfBinomial digit[coin_digits];  ///< [k]; empty below first_table_digit and beyond the bound
};

}  // namespace brink
