// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace brink {

/// A number exactly as it is written in decimal: +-digits * 10^exponent.
struct Decimal {
  bool negative = false;
  std::string digits;  ///< without a zero at either end; empty: the number is 0
  std::int64_t exponent = 0;
};

/// Reads a number such as `12`, `1_000.50` or `-1e+6`. Returns nothing for another text.
std::optional<Decimal> read_decimal(std::string_view text);

/// The shortest decimal that reads back as the same double, which must be finite.
Decimal shortest_decimal(double value);

/// The digits of a whole number, with a `-` before them where it is negative. Returns nothing for
/// another number, and for `-0.0`. Of numbers far beyond 64 bits it returns only the first
/// digits.
std::optional<std::string> whole_digits(const Decimal& number);

}  // namespace brink
